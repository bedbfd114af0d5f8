package org.edgeztp.inventory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Machines;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest {
  @ParameterizedTest
  @CsvSource({
    "node-{mac}, SN1, node-525400770001",
    "edge-{serial}, SN 1/A, edge-sn-1-a",
    "{serial}, --, m-0000000001",
    "{id}, SN1, m-0000000001",
    "a234567890b234567890c234567890d234567890e234567890f234567890-{mac}, S,"
        + " a234567890b234567890c234567890d234567890e234567890f234567890-52"
  })
  void namesAMachineAfterItsPattern(String pattern, String serial, String expected) {
    Draft draft = Machines.discovered().draft();
    draft.serial = serial.equals("--") ? Optional.empty() : Optional.of(serial);
    assertThat(profile(pattern).hostnameOf(draft.toMachine())).isEqualTo(expected);
  }

  private static Profile profile(String pattern) {
    Profile p = Machines.PROFILE;
    return new Profile(
        p.name(),
        p.installer(),
        p.image(),
        pattern,
        List.of(),
        Map.of(),
        "",
        p.orchestrator(),
        p.installWithin(),
        p.convergeWithin());
  }
}
