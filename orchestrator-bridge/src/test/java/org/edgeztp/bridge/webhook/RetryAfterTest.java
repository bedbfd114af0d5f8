package org.edgeztp.bridge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1                             | 1
          120                           | 120
          Sun, 22 Nov 2026 12:00:30 GMT | 30
          7200                          | 3600
          999999999                     | 3600
          Mon, 22 Nov 2027 12:00:00 GMT | 3600
          """)
  void readsSecondsAndDatesUpToAnHour(String header, long seconds) {
    assertThat(RetryAfter.parse(Optional.of(header), NOW))
        .hasValueSatisfying(wait -> assertThat(wait).hasSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "-5", "soon", "1.5", "99999999999", "Sun, 22 Nov 2026 11:59:00 GMT"})
  void takesNothingFromNonsenseAndFromThePast(String header) {
    assertThat(RetryAfter.parse(Optional.of(header), NOW)).isEmpty();
  }

  @Test
  void takesNothingFromNothing() {
    assertThat(RetryAfter.parse(Optional.empty(), NOW)).isEmpty();
  }
}
