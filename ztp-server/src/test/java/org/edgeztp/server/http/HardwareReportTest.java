package org.edgeztp.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.edgeztp.inventory.machine.Disk;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Nic;
import org.edgeztp.inventory.machine.Platform;
import org.edgeztp.inventory.machine.Platform.Accelerator.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardwareReportTest {
  static final Path SERVER =
      Path.of("src/test/resources/org/edgeztp/server/http/server.hardware.json");

  /** What boards say that were given no number: many machines of a site say the same. */
  @ParameterizedTest
  @CsvSource({
    "LAB-0001, LAB-0001",
    "' LAB 0001 ', LAB 0001",
    "To be filled by O.E.M., ''",
    "Default string, ''",
    "System Serial Number, ''",
    "Not Specified, ''",
    "None, ''",
    "0123456789, ''",
    "00000000, ''",
    "00000001, 00000001"
  })
  void takesNoPlaceholderForASerialNumber(String told, String serial) {
    assertThat(parse(told, "").serial()).isEqualTo(serial);
  }

  /** The timeline is read on terminals, and the database takes 256 characters. */
  @Test
  void makesTextsFitToBeKeptAndShown() {
    assertThat(parse("a\\u001b[2Jb", "").serial()).isEqualTo("a [2Jb");
    assertThat(parse("y".repeat(5000), "").serial()).hasSize(200);
  }

  /** A stick that is pulled out after the inspection is not missed at the acceptance. */
  @Test
  void countsNoRemovableDisks() {
    Hardware hardware =
        parse(
            "S",
            """
            {"name": "sda", "size": 1000, "rm": true},
            {"name": "sdb", "size": 2000, "rm": false, "serial": "D2"},
            {"name": "sdc", "size": 3000}
            """);
    assertThat(hardware.disks()).extracting(Disk::name).containsExactly("sdb", "sdc");
  }

  /** InfiniBand has no such address, and a broken card has none. */
  @Test
  void aCardThatCannotBeUnderstoodCostsThatCardAlone() {
    HardwareReport report =
        HardwareReport.parse(
            """
            {"cpus": 2, "memoryBytes": 1073741824, "nics": [
              {"name": "ib0", "type": "32", "address": "80:00:02:08:fe:80"},
              {"name": "eth0", "type": "1", "address": "zz:54:00:77:00:01"},
              {"name": "eth1", "type": "1", "address": "52:54:00:77:00:02", "speed": "-1"}]}
            """);
    assertThat(report.hardware().nics()).extracting(Nic::name).containsExactly("eth1");
    assertThat(report.hardware().nics().getFirst().speed()).isZero();
    assertThat(report.omitted())
        .containsExactly("network card eth0 is left out: not a MAC address: 'zz:54:00:77:00:01'");
  }

  @Test
  void readsAllThatAMachineTells() throws Exception {
    Hardware hardware = HardwareReport.parse(Files.readString(SERVER)).hardware();
    Platform platform = hardware.platform().orElseThrow();
    assertThat(platform.processor()).contains(new Platform.Processor("AMD EPYC 7313", 2, 32));
    assertThat(platform.release())
        .contains(new Platform.Release("Dell Inc.", "2.9.3", "01/02/2025"));
    assertThat(platform.board().orElseThrow().serial()).isEqualTo(".7XJ2.CN1");
    assertThat(platform.chassis()).contains(new Platform.Chassis("Dell Inc.", 23, "7XJ2", ""));
    assertThat(platform.controller())
        .contains(
            new Platform.Controller(
                "10.9.0.7", Optional.of(new MacAddress("b4:45:06:00:00:99")), "7.10"));
    assertThat(platform.tpm()).contains("2");
    assertThat(platform.accelerators())
        .containsExactly(
            new Platform.Accelerator("0000:03:00.0", Kind.DISPLAY, "102b:0536", "mgag200"),
            new Platform.Accelerator("0000:41:00.0", Kind.DISPLAY, "10de:20b0", ""),
            new Platform.Accelerator("0000:81:00.0", Kind.PROCESSING, "1da3:1020", ""));
    assertThat(hardware.disks())
        .extracting(Disk::name, Disk::transport, Disk::serial, disk -> disk.holds().size())
        .containsExactly(tuple("sda", "sata", "S4X9NX0M", 2), tuple("nvme0n1", "nvme", "N1", 0));
    assertThat(hardware.disks().getFirst().holds())
        .containsExactly(
            new Disk.Volume("sda1", 536870912, "vfat", "EFI"),
            new Disk.Volume("sda2", 479566913536L, "ext4", "ztp-root"));
    assertThat(hardware.nics().getFirst().neighbour())
        .contains(new Nic.Neighbour("leaf-3a", "Ethernet1/7", "to rack 4"));
  }

  private static Hardware parse(String serial, String disks) {
    return HardwareReport.parse(
            """
            {"cpus": 2, "memoryBytes": 1073741824, "firmware": "uefi", "system": {"vendor": null, "serial": "%s"}, "disks": [%s], "nics": []}
            """
                .formatted(serial, disks))
        .hardware();
  }
}
