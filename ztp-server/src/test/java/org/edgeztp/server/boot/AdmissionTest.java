package org.edgeztp.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.Machine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {
  /** Three at the site, two with an image, one on a link. A machine is written IMAGE/LINK. */
  private static final Admission ADMISSION =
      new Admission(3, 2, 1, machine -> part(machine, 0), machine -> part(machine, 1));

  @ParameterizedTest
  @CsvSource({
    "a/1, '', ",
    "a/1, b/2 b/3, ",
    "a/1, b/2 b/3 c/4, 3 of 3 machines are being installed at this site",
    "a/1, a/2 a/3, 2 of 2 machines are being installed with image a",
    "a/1, b/1, 1 of 1 machines are being installed on link 1",
    "a/1, a/2 b/3, "
  })
  void saysWhatHoldsAMachineUp(String machine, String busy, String why) {
    List<Machine> installed =
        Arrays.stream(busy.split(" ", -1))
            .filter(text -> !text.isEmpty())
            .map(AdmissionTest::of)
            .toList();
    assertThat(ADMISSION.obstacle(of(machine), installed)).isEqualTo(Optional.ofNullable(why));
  }

  private static Machine of(String imageAndLink) {
    Draft draft = Machines.discovered().draft();
    draft.profile = Optional.of(imageAndLink);
    return draft.toMachine();
  }

  private static Optional<String> part(Machine machine, int part) {
    return machine.profile().map(text -> text.split("/", 2)[part]);
  }
}
