package org.edgeztp.server.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HiddenTest {
  private static final Hidden HIDDEN = new Hidden(List.of("hunter22", "hunter22-longer"));

  @Test
  void takesKnownSecretsOutWhereverTheyStand() {
    assertThat(HIDDEN.phrase("mysql://x@hunter22-longer/ hunter22\npassword=abc"))
        .isEqualTo("mysql://x@***/ ***\npassword=***");
  }

  @Test
  void takesOutASecretOfSeveralLinesAlsoLineByLine() {
    var key = new Hidden(List.of("-----BEGIN X-----\nMIIEvQIBADAN\nshort\n-----END X-----"));
    assertThat(key.in("+MIIEvQIBADAN\n+short")).isEqualTo("+***\n+short");
  }

  @Test
  void takesThemOutOfFactsHoweverDeep() {
    assertThat(
            HIDDEN.in(
                Map.of("a", "x hunter22", "b", List.of(Map.of("c", "hunter22"), 7), "d", true)))
        .isEqualTo(Map.of("a", "x ***", "b", List.of(Map.of("c", "***"), 7), "d", true));
  }
}
