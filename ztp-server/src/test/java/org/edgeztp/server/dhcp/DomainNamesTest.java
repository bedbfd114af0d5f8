package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNamesTest {
  @ParameterizedTest
  @CsvSource({
    "a, 016100",
    "a.b, 0161016200",
    "a.b c.b, 0161016200 0163c002",
    "a.b b, 0161016200 c002",
    "b a.b, 016200 0161c000",
    "a.B A.b, 0161016200 c000"
  })
  void pointToTheEndThatWasWrittenBefore(String names, String hex) {
    assertThat(DomainNames.compressed(List.of(names.split(" "))))
        .isEqualTo(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  /** The example of RFC 3397 section 2. */
  @Test
  void areWrittenAsTheRfcWritesThem() {
    assertThat(DomainNames.compressed(List.of("eng.apple.com", "marketing.apple.com")))
        .isEqualTo(
            HexFormat.of().parseHex("03656e67056170706c6503636f6d00" + "096d61726b6574696e67c004"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a..b", "a.", "-a", "a b", "a\0", "\u00e4"})
  void areRefusedWhenTheyAreNone(String name) {
    assertThatThrownBy(() -> DomainNames.check(name)).hasMessageContaining("not a domain name");
  }

  @Test
  void areRefusedWithALabelOf64Letters() {
    assertThatThrownBy(() -> DomainNames.check("a".repeat(64) + ".test"))
        .hasMessageContaining("not a domain name");
  }
}
