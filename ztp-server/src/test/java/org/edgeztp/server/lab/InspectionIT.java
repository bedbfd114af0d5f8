package org.edgeztp.server.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A machine with SATA and NVMe disks behind a switch is inspected, from a CD in the virtual drive
 * of its controller as its card does not boot, and again with another disk. That one has a bad
 * block, which the tests of the machine find before it is installed.
 */
class InspectionIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String NOBODY =
      """
      profiles:
        - {name: edge, image: debian-13, hostname: "edge-{serial}", orchestrator: lab}
      rules:
        - {name: nobody, profile: edge, when: {mac: "aa:*"}}
      """;

  private static final String TESTED =
      """
      profiles:
        - {name: edge, image: debian-13, hostname: "edge-{serial}", orchestrator: lab,
           tests: {load: 3, throughput: 10, within: 5}}
      rules:
        - {name: all, profile: edge}
      """;

  /** QEMU reads all but one sector: 4 MiB from the beginning, which is block 1024. */
  private static final String BAD_SECTOR =
      """
      [inject-error]
      event = "read_aio"
      errno = "5"
      sector = "8192"
      """;

  private static final String CD = " from the CD that its controller has in its virtual drive";

  private final LabSettings settings;

  InspectionIT() throws Exception {
    settings = LabMachines.settings("inspection").of(Parts.VMWARE);
  }

  @AfterEach
  void end() throws Exception {
    Lab.remove(settings);
  }

  @Test
  void tellsWhatItIsMadeOfAndIsTestedBeforeItIsInstalled() throws Exception {
    Lab lab = Lab.raise(settings);
    lab.endWithThisProcess();
    var machines = new LabMachines(settings, lab);
    machines.follow(NOBODY);
    VirtualMachine machine = lab.rack(VirtualMachine.Firmware.BIOS);
    putVolume(VirtualMachine.disk(settings.folder(), 1));
    machines.ztp("machine", "add", machine.mac().value());
    control(lab.control(machine, withoutRom(machine)), machine, machines);
    machines.ztp("machine", "inspect", machine.mac().value());
    bootFromCd(machine, machines);
    JsonNode found = machines.await(machine, "READY", LIMIT).path("hardware");
    assertThat(told(found.path("disks"), "name", "serial", "wwn", "transport", "bytes"))
        .containsExactly(
            "sda LABDISK-0001 0x5000c50000000001 sata 4294967296",
            "nvme0n1 LABNVME-0001 nvme.1b36-4c41424e564d452d30303031-51454d55204e564d65204374726c-00000001"
                + " nvme 6442450944");
    assertThat(told(found.path("disks").path(0).path("holds"), "name", "type"))
        .containsExactly("sda LVM2_member");
    assertThat(told(found.path("nics"), "mac", "driver", "speed", "up"))
        .containsExactly("52:54:00:77:00:01 vmxnet3 1000 true");
    JsonNode neighbour = found.path("nics").path(0).path("neighbour");
    assertThat(neighbour.path("system").asString()).isEqualTo("lab-switch");
    assertThat(neighbour.path("port").asString()).isEqualTo("1");
    assertThat(machines.texts(machine, "power"))
        .as("what was tried, and the drive is empty again")
        .satisfiesExactly(
            text -> assertThat(text).isEqualTo("the server boots it from the network once"),
            text -> assertThat(text).endsWith(" boots it once" + CD),
            text -> assertThat(text).startsWith("the server takes the CD out"));
    machines.ztp("power", machine.mac().value(), "off");
    machines.ztp("bmc", "forget", machine.mac().value());

    machines.ztp("machine", "inspect", machine.mac().value());
    Process again = startWithBadDisk(machine);
    JsonNode changed = machines.await(machine, "READY", LIMIT).path("hardware");
    assertThat(told(changed.path("changes"), "text"))
        .containsExactly("disk nvme0n1: serial LABNVME-0001 replaced by serial LABNVME-0009");

    machines.follow(TESTED);
    JsonNode failed = machines.await(machine, "FAILED", LIMIT);
    assertThat(told(failed.path("failure"), "phase", "code", "cause"))
        .containsExactly(
            "TESTING DISK_UNREADABLE disk nvme0n1 (serial LABNVME-0009): 1 blocks cannot be read,"
                + " the first at byte 4194304, and none are allowed");
    again.destroyForcibly().waitFor();
    machines.ztp("machine", "retry", machine.mac().value());
    machine = machine.powerOnAgain();
    JsonNode tests = machines.await(machine, "INSTALLING", LIMIT).path("hardware").path("tests");
    assertThat(told(tests.path("disks"), "name", "serial"))
        .containsExactly("sda LABDISK-0001", "nvme0n1 LABNVME-0001");
    assertThat(tests.path("disks").valueStream())
        .allSatisfy(disk -> {
          assertThat(disk.path("health").path("passed").asBoolean()).isTrue();
          assertThat(disk.path("surface").path("bytes").asLong()).isEqualTo(512L << 20);
        });
    assertThat(tests.path("load").path("memoryBytes").asLong()).isGreaterThan(400L << 20);
    assertThat(tests.path("throughput").asInt()).isGreaterThanOrEqualTo(10);
  }

  /** Its card has no program of its own to boot with. */
  private static List<String> withoutRom(VirtualMachine machine) {
    return machine.command().stream()
        .map(argument -> argument.startsWith("vmxnet3,") ? argument + ",romfile=" : argument)
        .toList();
  }

  private void control(RedfishEmulator controller, VirtualMachine machine, LabMachines machines)
      throws Exception {
    Path password = settings.folder().resolve("password");
    Files.writeString(password, RedfishEmulator.PASSWORD);
    machines.ztp(
        "bmc",
        "set",
        machine.mac().value(),
        "--driver=redfish",
        "--address=" + controller.place(),
        "--user=" + RedfishEmulator.ACCOUNT,
        "--password-file=" + password,
        "--certificate=" + controller.fingerprint().hex());
  }

  private static void bootFromCd(VirtualMachine machine, LabMachines machines) throws Exception {
    machines.await(
        machine,
        "the order to boot from the network was not followed",
        _ -> machine.console().contains("No bootable device"),
        LIMIT);
    assertThat(machines.timeline(machine, "dhcp")).isEmpty();
    machines.ztp("power", machine.mac().value(), "boot-media");
  }

  /** Another NVMe disk in the place of the one it has, and a sector of that cannot be read. */
  private Process startWithBadDisk(VirtualMachine machine) throws Exception {
    Path errors = Files.writeString(settings.folder().resolve("errors.conf"), BAD_SECTOR);
    Path disk = VirtualMachine.secondDisk(settings.folder(), 1);
    return Tool.start(
        settings.folder().resolve("again.log"),
        machine.command().stream()
            .map(argument -> argument.replace("LABNVME-0001", "LABNVME-0009"))
            .map(argument ->
                argument.replace("file=" + disk, "file=blkdebug:" + errors + ":" + disk))
            .toList());
  }

  /** Somebody else's: it stays where it is. */
  private static void putVolume(Path disk) throws Exception {
    try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.seek(PhysicalVolume.AT);
      file.write(PhysicalVolume.label());
    }
  }

  private static List<String> told(JsonNode list, String... fields) {
    return (list.isArray() ? list.valueStream() : Stream.of(list))
        .map(item ->
            Arrays.stream(fields)
                .map(field -> item.path(field).asString())
                .collect(Collectors.joining(" ")))
        .toList();
  }
}
