package org.edgeztp.inventory.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({
    "5, true",
    "9, false",
    "4007, true",
    "007700aB, true",
    "700ab, true",
    "ab5, false",
    "ab52, false",
    "5254007700ab, true",
    "5254007700ac, false",
    "ffffffffffff, false"
  })
  void showsDigitsThatStandSideBySide(String digits, boolean shows) {
    assertThat(MacAddress.showing(digits).test(new MacAddress("52:54:00:77:00:ab")))
        .isEqualTo(shows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xy", "5254007700ab0000f"})
  void refusesWhatAreNoDigits(String text) {
    assertThatThrownBy(() -> MacAddress.showing(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void comesBackFromItsBytes() {
    MacAddress mac = new MacAddress("ff:54:00:77:80:01");
    assertThat(MacAddress.of(mac.bytes())).isEqualTo(mac);
    assertThat(MacAddress.parse(mac.hyphenated())).isEqualTo(mac);
  }
}
