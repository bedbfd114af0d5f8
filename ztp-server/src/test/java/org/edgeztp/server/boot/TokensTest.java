package org.edgeztp.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
  private static final byte[] SECRET = new byte[32];

  private final Tokens tokens = new Tokens(SECRET);

  @Test
  void knowsItsOwn() {
    BootToken token = tokens.of(machine(2, 3));
    assertThat(tokens.verify(token.text())).contains(token);
    assertThat(token.run()).isEqualTo(2);
    assertThat(token.boot()).isEqualTo(3);
  }

  @Test
  void givesTheSameAfterARestart() {
    assertThat(new Tokens(SECRET).of(machine(1, 1))).isEqualTo(tokens.of(machine(1, 1)));
  }

  @Test
  void differsForEachRunAndBoot() {
    assertThat(tokens.of(machine(1, 1)).text()).isNotEqualTo(tokens.of(machine(1, 2)).text());
    assertThat(tokens.of(machine(1, 1)).text()).isNotEqualTo(tokens.of(machine(2, 1)).text());
  }

  @Test
  void refusesWhatAnotherServerMade() {
    byte[] other = SECRET.clone();
    Arrays.fill(other, (byte) 1);
    assertThat(tokens.verify(new Tokens(other).of(machine(1, 1)).text())).isEmpty();
  }

  @Test
  void refusesAProofMovedToAnotherRun() {
    String text = tokens.of(machine(1, 1)).text();
    assertThat(tokens.verify(text.replace(".1.1.", ".2.1."))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "m-0000000001.1.1", "m-0000000001.1.1.", "../../etc/passwd"})
  void refusesAnythingElse(String text) {
    assertThat(tokens.verify(text)).isEmpty();
  }

  @Test
  void isNotPrinted() {
    assertThat(tokens.of(machine(1, 1))).hasToString("m-0000000001.1.1");
  }

  private static Machine machine(int run, int boot) {
    Draft draft =
        Machine.discovered(
                new MachineId("m-0000000001"),
                "lab",
                new MacAddress("52:54:00:77:00:01"),
                Instant.EPOCH)
            .draft();
    draft.run = run;
    draft.boot = boot;
    return draft.toMachine();
  }
}
