package org.edgeztp.server.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogBatchesTest {
  private static final InetAddress ONE = address(1);
  private static final long LATER = Duration.ofSeconds(3).toNanos();
  private final LogBatches batches = new LogBatches();

  @Test
  void gathersTheLinesOfEachSenderForAWhile() {
    batches.take(ONE, installer("a"), 0);
    batches.take(address(2), installer("x"), 0);
    batches.take(ONE, installer("b"), 1);
    assertThat(batches.due(2)).isEmpty();
    assertThat(batches.due(LATER))
        .containsExactly(
            new LogBatch(ONE, List.of("a", "b"), 0), new LogBatch(address(2), List.of("x"), 0));
    assertThat(batches.due(LATER)).isEmpty();
  }

  @Test
  void keepsTheLinesOfInstallersOnly() {
    batches.take(ONE, new SyslogLine("onie", "discovering"), 0);
    batches.take(ONE, installer(""), 0);
    assertThat(batches.due(LATER)).isEmpty();
  }

  @Test
  void countsWhatComesTooFast() {
    for (int i = 0; i < LogBatches.MOST_LINES + 7; i++) {
      batches.take(ONE, installer("line"), 0);
    }
    LogBatch batch = batches.due(LATER).getFirst();
    assertThat(batch.lines()).hasSize(LogBatches.MOST_LINES);
    assertThat(batch.dropped()).isEqualTo(7);
  }

  @Test
  void listensToNoMoreSendersThanThereCanBe() {
    for (int i = 0; i < LogBatches.MOST_SENDERS + 10; i++) {
      batches.take(address(i), installer("line"), 0);
    }
    assertThat(batches.due(LATER)).hasSize(LogBatches.MOST_SENDERS);
  }

  private static SyslogLine installer(String text) {
    return new SyslogLine("os-install", text);
  }

  private static InetAddress address(int number) {
    return InetAddress.ofLiteral("10.77.%d.%d".formatted(number / 256, number % 256));
  }
}
