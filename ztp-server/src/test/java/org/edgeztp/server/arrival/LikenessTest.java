package org.edgeztp.server.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {
  private static final String MAC = Machines.MAC.value();

  /** The machine boots from {@link Machines#MAC}. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // announced: mac, serial, uuid; told: serial, uuid
        "own,   -,    -,  -,    -,  Same",
        "other, -,    -,  -,    -,  Other",
        "-,     SN-1, -,  -,    -,  Perhaps",
        "-,     SN-1, -,  sn-1, -,  Same",
        "-,     SN-1, -,  SN-2, -,  Other",
        "-,     -,    a,  -,    a,  Same",
        "-,     SN-1, a,  -,    a,  Same",
        "-,     SN-1, a,  SN-2, a,  AtOdds",
        "own,   SN-1, -,  -,    -,  Same",
        "own,   SN-1, -,  SN-2, -,  AtOdds",
        "other, SN-1, -,  SN-1, -,  AtOdds",
        "other, SN-1, -,  -,    -,  Other",
        "other, SN-1, a,  SN-1, b,  AtOdds",
        "own,   SN-1, a,  SN-1, a,  Same"
      })
  void comparesAllThatIsToldAndGuessesNothing(
      String mac, String serial, String uuid, String toldSerial, String toldUuid, String likeness) {
    var told =
        Reading.of(
                Announcements.fields(
                    "mac",
                    mac == null ? "" : mac.equals("own") ? MAC : "52:54:00:77:00:99",
                    "serial",
                    serial == null ? "" : serial,
                    "uuid",
                    uuid == null ? "" : Announcements.uuid(uuid)))
            .told()
            .orElseThrow();
    Draft machine =
        Machine.discovered(new MachineId("m-0000000001"), "lab", Machines.MAC, Machines.NOON)
            .draft();
    machine.serial = Optional.ofNullable(toldSerial);
    machine.uuid = Optional.ofNullable(toldUuid).map(Announcements::uuid);
    assertThat(Likeness.of(told, machine.toMachine()).getClass().getSimpleName())
        .isEqualTo(likeness);
  }
}
