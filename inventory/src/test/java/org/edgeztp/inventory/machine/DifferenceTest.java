package org.edgeztp.inventory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Machines;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final Nic ETH0 = nic("eth0", "aa:00:00:00:00:01", "0000:01:00.0", 10_000);
  private static final Nic ETH1 = nic("eth1", "aa:00:00:00:00:02", "0000:01:00.1", 10_000);
  private static final Disk SDA = disk("sda", "A", "", 480);
  private static final Disk SDB = disk("sdb", "B", "", 480);
  private static final Platform PLATFORM =
      new Platform(
          Optional.of(new Platform.Processor("EPYC 7313", 1, 16)),
          Optional.of(new Platform.Release("Dell", "2.9.3", "01/02/2025")),
          Optional.of(new Platform.Board("Dell", "0NVXF2", "A03", "BOARD1")),
          Optional.of(new Platform.Chassis("Dell", 23, "CHASSIS1", "")),
          Optional.of(new Platform.Controller("10.9.0.7", Optional.of(ETH0.mac()), "7.0")),
          List.of(gpu("0000:41:00.0", "10de:20b0")),
          Optional.of("2"));

  @Test
  void theSameMachineIsNotDifferentAndNeitherIsWhatIsNotKnown() {
    Hardware known = with(PLATFORM, List.of(SDA, SDB), List.of(ETH0, ETH1));
    assertThat(between(known, known)).isEmpty();
    var old = new Hardware(2, 1L << 30, "", "", "", "", "", List.of(), List.of(), none(), none());
    var now =
        new Hardware(
            2,
            1L << 30,
            "uefi",
            "Dell",
            "R650",
            "S",
            "U",
            List.of(),
            List.of(),
            Optional.of(PLATFORM),
            none());
    assertThat(between(old, now)).isEmpty();
  }

  @Test
  void aDiskIsFoundByItsSerialNumberWhateverItIsCalled() {
    assertThat(disks(List.of(SDA, SDB), disk("sda", "B", "", 480), disk("sdb", "A", "", 480)))
        .isEmpty();
    assertThat(disks(List.of(SDA, SDB), SDA, disk("sdb", "C", "", 480)))
        .containsExactly("disk sdb: serial B replaced by serial C");
    assertThat(disks(List.of(SDA, SDB), SDA, disk("sdb", "C", "", 960)))
        .containsExactly(
            "disk sdb: serial B replaced by serial C", "disk sdb: 480 GiB became 960 GiB");
    assertThat(disks(List.of(SDA, SDB), SDA)).containsExactly("disk sdb: B of 480 GiB is gone");
    assertThat(disks(List.of(SDA), SDA, SDB)).containsExactly("disk sdb: B of 480 GiB is new");
    assertThat(disks(List.of(disk("sda", "", "w1", 8)), disk("sda", "", "w2", 8)))
        .containsExactly("disk sda: WWN w1 replaced by WWN w2");
    assertThat(disks(List.of(disk("vda", "", "", 8)), disk("vda", "", "", 8))).isEmpty();
  }

  @Test
  void aNetworkCardMovesIsReplacedOrRunsSlower() {
    assertThat(nics(List.of(ETH0), nic("eth0", ETH0.mac().value(), "0000:02:00.0", 10_000)))
        .containsExactly("network card eth0: slot 0000:01:00.0 became slot 0000:02:00.0");
    assertThat(nics(List.of(ETH0), nic("eth0", "aa:00:00:00:00:09", ETH0.slot(), 10_000)))
        .containsExactly(
            "network card eth0: address aa:00:00:00:00:01 replaced by address aa:00:00:00:00:09");
    assertThat(nics(List.of(ETH0), nic("eth0", ETH0.mac().value(), ETH0.slot(), 1000)))
        .containsExactly("network card eth0: 10000 Mbit/s became 1000 Mbit/s");
    assertThat(nics(List.of(ETH0), nic("eth0", ETH0.mac().value(), ETH0.slot(), 0)))
        .as("its link is down")
        .isEmpty();
    assertThat(nics(List.of(at("leaf-1", "7")), at("leaf-1", "8")))
        .containsExactly("network card eth0: switch leaf-1 port 7 became switch leaf-1 port 8");
    assertThat(nics(List.of(at("leaf-1", "7")), ETH0)).as("nothing was heard").isEmpty();
    assertThat(nics(List.of(ETH0, ETH1), ETH0))
        .containsExactly("network card eth1: aa:00:00:00:00:02 is gone");
  }

  @Test
  void memoryCountsFromTheSizeOfAModuleOn() {
    assertThat(between(memory(1000 << 20), memory(995 << 20))).isEmpty();
    assertThat(texts(memory(16L << 30), memory(12L << 30)))
        .containsExactly("memory: 16 GiB became 12 GiB");
  }

  @Test
  void boardFirmwareProcessorsTpmAndAcceleratorsCount() {
    var other =
        new Platform(
            Optional.of(new Platform.Processor("EPYC 7343", 1, 16)),
            Optional.of(new Platform.Release("Dell", "2.10.0", "01/02/2026")),
            Optional.of(new Platform.Board("Dell", "0NVXF2", "A03", "BOARD2")),
            Optional.of(new Platform.Chassis("Dell", 23, "CHASSIS1", "")),
            Optional.of(new Platform.Controller("10.9.0.8", Optional.of(ETH1.mac()), "7.0")),
            List.of(gpu("0000:81:00.0", "10de:20b0")),
            Optional.empty());
    assertThat(texts(with(PLATFORM, List.of(), List.of()), with(other, List.of(), List.of())))
        .containsExactly(
            "processors: EPYC 7313 became EPYC 7343",
            "firmware: 2.9.3 became 2.10.0",
            "board: serial BOARD1 became serial BOARD2",
            "management controller: 10.9.0.7 became 10.9.0.8",
            "management controller: aa:00:00:00:00:01 became aa:00:00:00:00:02",
            "TPM: 2 became none",
            "accelerator 0000:41:00.0: 10de:20b0 is gone",
            "accelerator 0000:81:00.0: 10de:20b0 is new");
  }

  private static List<String> disks(List<Disk> before, Disk... after) {
    return texts(with(PLATFORM, before, List.of()), with(PLATFORM, List.of(after), List.of()));
  }

  private static List<String> nics(List<Nic> before, Nic... after) {
    return texts(with(PLATFORM, List.of(), before), with(PLATFORM, List.of(), List.of(after)));
  }

  private static List<String> texts(Hardware before, Hardware after) {
    return between(before, after).stream().map(Difference::toString).toList();
  }

  private static List<Difference> between(Hardware before, Hardware after) {
    return Difference.between(before, after);
  }

  private static Hardware memory(long bytes) {
    return new Hardware(2, bytes, "", "", "", "", "", List.of(), List.of(), none(), none());
  }

  private static Hardware with(Platform platform, List<Disk> disks, List<Nic> nics) {
    Hardware known = Machines.HARDWARE;
    return new Hardware(
        known.cpus(),
        known.memoryBytes(),
        known.firmware(),
        known.vendor(),
        known.product(),
        known.serial(),
        known.uuid(),
        disks,
        nics,
        Optional.of(platform),
        none());
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  private static Disk disk(String name, String serial, String wwn, long gib) {
    return new Disk(name, gib << 30, "", "", serial, wwn, "sata", false, List.of());
  }

  private static Nic nic(String name, String mac, String slot, int speed) {
    return new Nic(name, new MacAddress(mac), speed > 0, "ixgbe", slot, speed, none());
  }

  private static Nic at(String system, String port) {
    return new Nic(
        "eth0",
        ETH0.mac(),
        true,
        "ixgbe",
        ETH0.slot(),
        ETH0.speed(),
        Optional.of(new Nic.Neighbour(system, port, "")));
  }

  private static Platform.Accelerator gpu(String slot, String id) {
    return new Platform.Accelerator(slot, Platform.Accelerator.Kind.DISPLAY, id, "");
  }
}
