package org.edgeztp.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {
  private static final String HEX = "ab".repeat(32);

  @Test
  void isReadInEveryFormThatProgramsPrint() {
    assertThat(Fingerprint.parse(HEX).toString()).isEqualTo("sha256:" + HEX);
    assertThat(Fingerprint.parse(" SHA256:" + HEX)).isEqualTo(new Fingerprint(HEX));
    assertThat(Fingerprint.parse("AB:".repeat(31) + "AB")).isEqualTo(new Fingerprint(HEX));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256:", "sha1:abcd", "abab", "zz"})
  void whatIsNoFingerprintIsRefused(String text) {
    assertThatThrownBy(() -> Fingerprint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'%s' is not a fingerprint: sha256: and 64 hexadecimal digits".formatted(text));
  }
}
