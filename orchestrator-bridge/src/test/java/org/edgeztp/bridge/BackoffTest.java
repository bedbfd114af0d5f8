package org.edgeztp.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final double ALMOST_ONE = Math.nextDown(1.0);

  @Test
  void offersAreImpatientAtFirstAndThenSettleAtFiveMinutes() {
    assertThat(IntStream.rangeClosed(1, 9).mapToObj(n -> Backoff.offer(n, 0).toSeconds()))
        .containsExactly(1L, 2L, 5L, 10L, 30L, 60L, 300L, 300L, 300L);
  }

  @ParameterizedTest
  @CsvSource({"0,1", "29,1", "30,2", "119,2", "120,10", "599,10", "600,30", "86400,30"})
  void questionsGetRarerTheLongerTheyGoOn(long waited, long expected) {
    assertThat(Backoff.question(Duration.ofSeconds(waited), 0)).hasSeconds(expected);
  }

  @Test
  void everyWaitIsSpreadByLessThanAQuarter() {
    assertThat(Backoff.offer(7, ALMOST_ONE))
        .isGreaterThan(Duration.ofSeconds(374))
        .isLessThan(Duration.ofSeconds(375));
    assertThat(Backoff.question(Duration.ZERO, ALMOST_ONE)).isLessThan(Duration.ofMillis(1250));
  }
}
