package org.edgeztp.server.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SyslogCodecTest {
  static Stream<Arguments> messages() {
    return Stream.of(
        arguments("BusyBox", "<134>Nov 25 10:00:01 os-install: hello", "os-install", "hello"),
        arguments(
            "RFC 3164", "<134>Nov  5 10:00:01 sw1 os-install[17]: a: b", "os-install", "a: b"),
        arguments("no time", "<134>os-install: hello", "os-install", "hello"),
        arguments("no priority", "os-install: hello", "os-install", "hello"),
        arguments("no tag", "<134>Nov 25 10:00:01 hello there", "", "hello there"),
        arguments(
            "RFC 5424",
            "<134>1 2026-11-25T10:00:01Z sw1 os-install 17 - - hello",
            "os-install",
            "hello"),
        arguments(
            "RFC 5424 with structured data",
            "<134>1 - sw1 os-install - ID [a b=\"c\\]\"][d] \uFEFFhello",
            "os-install",
            "hello"),
        arguments("RFC 5424 without a message", "<134>1 - - - - - -", "", ""),
        arguments(
            "colours and a line end",
            "<134>os-install: \u001b[1;32mok\u001b[0m\r\n\u0007x\0",
            "os-install",
            "ok x"),
        arguments("nothing", "", "", ""),
        arguments("half a priority", "<13", "", "<13"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void reads(String what, String message, String tag, String text) {
    byte[] bytes = message.getBytes(UTF_8);
    assertThat(SyslogCodec.decode(bytes, bytes.length))
        .as(what)
        .isEqualTo(new SyslogLine(tag, text));
  }

  @Test
  void takesEveryByteForSomeMessage() {
    long seed = 20261125;
    var random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      SyslogLine line = SyslogCodec.decode(bytes, bytes.length);
      assertThat(line.text()).as("seed %d", seed).doesNotContainPattern("\\p{Cntrl}");
    }
  }

  @Test
  void cutsWhatIsTooLong() {
    byte[] bytes = ("<134>1 - - " + "[".repeat(8000)).getBytes(UTF_8);
    assertThat(SyslogCodec.decode(bytes, bytes.length).text()).hasSize(1024);
  }
}
