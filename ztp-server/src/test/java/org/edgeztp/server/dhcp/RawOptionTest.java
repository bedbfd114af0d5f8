package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawOptionTest {
  @ParameterizedTest
  @CsvSource({
    "150, ip 10.0.0.1 10.0.0.2, 0a0000010a000002",
    "66, text 10.0.0.1, 31302e302e302e31",
    "43, hex 01:02 ff, 0102ff",
    "19, u8 1, 01",
    "22, u16 576, 0240",
    "35, u32 4294967295, ffffffff"
  })
  void readsTypeAndValue(String code, String text, String hex) {
    assertThat(HexFormat.of().formatHex(RawOption.parse(code, text).value())).isEqualTo(hex);
  }

  @ParameterizedTest
  @CsvSource({
    "150, 10.0.0.1, write ip",
    "150, ip here, write ip",
    "43, hex 0, write ip",
    "19, u8 256, write ip",
    "6, ip 10.0.0.1, written as 'dns'",
    "114, text http://x/, captive portal",
    "66, text, no text",
    "53, u8 5, not to be set",
    "54, ip 10.0.0.1, not to be set",
    "82, hex 00, not to be set",
    "0, u8 5, not to be set",
    "255, u8 5, not to be set",
    "256, u8 5, not to be set",
    "-1, u8 5, no option's number",
    "mtu, u16 1500, no option's number"
  })
  void refusesWhatDoesNotFit(String code, String text, String reason) {
    assertThatThrownBy(() -> RawOption.parse(code, text)).hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({"always ip 10.0.0.1, true", "ip 10.0.0.1, false"})
  void isSentUnaskedWhenItSaysSo(String text, boolean always) {
    assertThat(RawOption.parse("150", text).always()).isEqualTo(always);
  }
}
