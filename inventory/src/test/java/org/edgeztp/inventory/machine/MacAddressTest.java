package org.edgeztp.inventory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"52:54:00:77:00:aB", "52-54-00-77-00-AB", "5254.0077.00ab", "5254007700ab"})
  void readsEveryNotation(String text) {
    assertThat(MacAddress.parse(text)).isEqualTo(new MacAddress("52:54:00:77:00:ab"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "52:54:00:77:00", "52:54:00:77:00:01:02", "52:54:00:77:00:zz"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> MacAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void comesBackFromItsBytes() {
    MacAddress mac = new MacAddress("ff:54:00:77:80:01");
    assertThat(MacAddress.of(mac.bytes())).isEqualTo(mac);
    assertThat(MacAddress.parse(mac.hyphenated())).isEqualTo(mac);
  }
}
