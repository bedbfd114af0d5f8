package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.Disk;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.server.ssh.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerChecksTest {
  private static final Instant NOON = Instant.ofEpochSecond(1_800_000_000);

  @ParameterizedTest
  @CsvSource({
    "1800000000.000000000,",
    "1799999998.000000000,",
    "1799999997.900000000, is 2.1 s behind the server",
    "1800000003.000000000,",
    "1800000003.250000000, is 2.25 s ahead of the server",
    "946684800, is 853315200 s behind the server",
    "99999999999, is 98199999998 s ahead of the server",
    "noon, tells no time: 'noon'"
  })
  void comparesTheClockWithBothEndsOfTheQuestion(String told, String complaint) {
    assertComplaint("clock", told + "\n", complaint);
  }

  @ParameterizedTest
  @CsvSource({
    "MemTotal: 1000000 kB,",
    "MemTotal: 943719 kB,",
    "MemTotal: 900000 kB, 'is 878 MiB, but 1024 MiB were reported before the installation'",
    "'', 'is 0 MiB, but 1024 MiB were reported before the installation'"
  })
  void allowsATenthLessMemory(String told, String complaint) {
    assertComplaint("memory", told, complaint);
  }

  @ParameterizedTest
  @CsvSource({
    "'sda 1000\nsdb 1000\nsdc 500',",
    "'vda 1000\nvdb 500\nvdc 1000\nsr0 0',",
    "'sda 1000\nsdb 500', 'do not include vdb of 1000 bytes, as reported before'",
    "'', 'do not include vda of 1000 bytes, vdb of 1000 bytes, vdc of 500 bytes, as reported before'"
  })
  void wantsEveryDiskBackWhateverItsName(String told, String complaint) {
    assertComplaint("disks", told, complaint);
  }

  @ParameterizedTest
  @CsvSource({"edge-1,", "edge-1.lan,", "localhost, is 'localhost' instead of 'edge-1'"})
  void wantsTheAssignedName(String told, String complaint) {
    assertComplaint("hostname", told + "\n", complaint);
  }

  @Test
  void leavesOutWhatTheInventoryDoesNotKnow() {
    Machine bare = discovered();
    assertThat(ServerChecks.of(bare)).map(Check::name).containsExactly("clock");
  }

  private static void assertComplaint(String name, String stdout, String complaint) {
    Check check =
        ServerChecks.of(machine()).stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    var answer = new Check.Answer(new Output(0, stdout, ""), NOON, NOON.plusSeconds(1));
    assertThat(check.judge().complaint(answer)).isEqualTo(Optional.ofNullable(complaint));
  }

  private static Machine machine() {
    Draft draft = discovered().draft();
    draft.hostname = Optional.of("edge-1");
    draft.hardware =
        Optional.of(
            new Hardware(
                1,
                1L << 30,
                "bios",
                "",
                "",
                "",
                "",
                List.of(disk("vda", 1000), disk("vdb", 1000), disk("vdc", 500)),
                List.of(),
                Optional.empty(),
                Optional.empty()));
    return draft.toMachine();
  }

  private static Disk disk(String name, long bytes) {
    return new Disk(name, bytes, "", "", "", "", "", false, List.of());
  }

  private static Machine discovered() {
    return Machine.discovered(
        new MachineId("m-0123456789"), "lab", new MacAddress("52:54:00:00:00:01"), NOON);
  }
}
