package org.edgeztp.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.edgeztp.inventory.machine.Nic.Neighbour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LldpTest {
  private static final String HEADER = "0180c200000e 021122334455 88cc ";
  private static final String END = "0000";

  /** Parts are written as TYPE:SUBTYPE:TEXT, TYPE:TEXT, or as hexadecimal digits. */
  @ParameterizedTest
  @CsvSource({
    "1:7:c1 2:5:Ethernet1/7 5:leaf-3a 4:to-rack-4, leaf-3a, Ethernet1/7, to-rack-4",
    "0207 04 021122334455 2:7:512 4:ge-0/0/1, 02:11:22:33:44:55, 512, ge-0/0/1",
    "1:7:c1 0407 03 02112233445f 5:leaf-3a, leaf-3a, 02:11:22:33:44:5f, ''",
    "fe06 0080c2 01 0001 1:7:c1 2:1:p 5:a, a, p, ''",
  })
  void readsWhatASwitchTells(String parts, String system, String port, String description) {
    assertThat(Lldp.neighbour(frame(parts) + "0000000000"))
        .contains(new Neighbour(system, port, description));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5:leaf-3a", "1:7:c1", "1:7:c1 0400", "1:7:c1 2:5:e1 0bff"})
  void takesNothingThatIsNotWhole(String parts) {
    assertThat(Lldp.neighbour(frame(parts))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0180c2", "xyz", "0180c200000e0211223344558100"})
  void takesNoOtherFrame(String digits) {
    assertThat(Lldp.neighbour(digits)).isEmpty();
  }

  @Test
  void keepsTerminalsSafe() {
    assertThat(Lldp.neighbour(frame("1:7:c1 2:5:e1 0a051b5b324a41")))
        .contains(new Neighbour("[2JA", "e1", ""));
  }

  private static String frame(String parts) {
    return (HEADER
            + Arrays.stream(parts.split(" ")).map(LldpTest::part).collect(Collectors.joining())
            + END)
        .replace(" ", "");
  }

  private static String part(String part) {
    String[] words = part.split(":", 3);
    if (words.length == 1) {
      return part;
    }
    String text = words[words.length - 1];
    String value =
        (words.length == 3 ? "%02x".formatted(Integer.parseInt(words[1])) : "")
            + HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return "%04x".formatted(Integer.parseInt(words[0]) << 9 | value.length() / 2) + value;
  }
}
