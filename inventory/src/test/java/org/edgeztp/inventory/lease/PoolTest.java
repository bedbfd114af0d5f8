package org.edgeztp.inventory.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.edgeztp.inventory.lease.Samples.ip;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.5-10.0.0.7 | | 5 6 7",
        "10.0.0.5-10.0.0.7 | 10.0.0.6 | 5 7",
        "10.0.0.9; 10.0.0.5-10.0.0.6 | | 5 6 9",
        "10.0.0.5-10.0.0.9 | 10.0.0.1-10.0.0.7; 10.0.0.9 | 8",
        "10.0.0.0-10.0.0.1; 10.0.0.254-10.0.0.255 | | 1 254"
      })
  void holdsItsRangesWithoutWhatIsExcluded(String ranges, String excluded, String last) {
    Pool pool =
        new Pool(
            Samples.subnet(),
            ranges(ranges),
            ranges(excluded),
            Reservations.none(),
            Duration.ofHours(1));

    assertThat(IntStream.range(0, 256).filter(n -> pool.contains(ip(n))))
        .containsExactlyElementsOf(
            List.of(last.split(" ")).stream().map(Integer::valueOf).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.1.5-10.0.1.9, not inside",
    "10.0.0.9-10.0.0.8, upside down",
    "10.0.0.9-, literal"
  })
  void refusesARangeThatDoesNotFit(String range, String reason) {
    assertThatThrownBy(() -> Samples.pool(Range.parse(range))).hasMessageContaining(reason);
  }

  @Test
  void refusesALeaseTimeOfSeconds() {
    assertThatThrownBy(() ->
            new Pool(
                Samples.subnet(),
                List.of(),
                List.of(),
                Reservations.none(),
                Duration.ofSeconds(59)))
        .hasMessageContaining("a minute or more");
  }

  private static List<Range> ranges(String texts) {
    return texts == null
        ? List.of()
        : List.of(texts.split(";")).stream().map(text -> Range.parse(text.strip())).toList();
  }
}
