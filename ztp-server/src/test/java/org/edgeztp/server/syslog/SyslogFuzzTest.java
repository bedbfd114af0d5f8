package org.edgeztp.server.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes on port 514. */
class SyslogFuzzTest {
  static Stream<Arguments> datagrams() {
    return Stream.of(
            "<134>Nov 25 10:00:01 os-install: EdgeZTP: fetching sonic, 1024 MiB",
            "<134>Nov  5 10:00:01 sw1 os-install[17]: a: b\n",
            "<30>os-install: \u001b[1;32mok\u001b[0m\r\0",
            "<134>1 2026-11-25T10:00:01Z sw1 os-install 17 - - hello",
            "<134>1 - sw1 os-install - ID [a b=\"c\\]\"][d] \uFEFFh\u00e4llo \ud83d\ude80",
            "<134>1 - - os-install - - " + "[a]".repeat(2700) + " x",
            "<134>1 - - os-install - - [" + "\\]".repeat(4000) + "]",
            "os-install: x" + "\ud83d\ude80".repeat(600),
            "")
        .map(text -> arguments((Object) text.getBytes(UTF_8)));
  }

  /** What is read is plain text of bounded length, and is read the same again. */
  @MethodSource("datagrams")
  @FuzzTest
  void readsPlainText(byte[] datagram) {
    SyslogLine line = SyslogCodec.decode(datagram, datagram.length);
    for (String text : new String[] {line.tag(), line.text()}) {
      assertThat(text).hasSizeLessThanOrEqualTo(1024).isEqualTo(text.strip());
      assertThat(text.chars().noneMatch(Character::isISOControl)).isTrue();
      assertThat(new String(text.getBytes(UTF_8), UTF_8)).isEqualTo(text);
    }
    byte[] again = ("<134>os-install: " + line.text()).getBytes(UTF_8);
    assertThat(SyslogCodec.decode(again, again.length))
        .isEqualTo(new SyslogLine("os-install", line.text()));
  }
}
