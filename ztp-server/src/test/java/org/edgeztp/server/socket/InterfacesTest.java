package org.edgeztp.server.socket;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InterfacesTest {
  @Test
  void saysWhichThereAreInPlaceOfAMistypedOne() {
    assertThatThrownBy(() -> Interfaces.named("lp"))
        .hasMessageMatching("there is no interface lp: this host has (.*, )?lo(, .*)?");
  }
}
