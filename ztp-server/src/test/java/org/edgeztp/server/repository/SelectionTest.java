package org.edgeztp.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.edgeztp.server.repository.Selection.Beyond;
import org.edgeztp.server.repository.Selection.Slice;
import org.edgeztp.server.repository.Selection.Unchanged;
import org.edgeztp.server.repository.Selection.Whole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
  private static final String PUBLISHED = "Sat, 06 Jun 2026 08:15:00 GMT";
  private static final Head HEAD =
      new Head(100, Optional.of("\"v1\""), Optional.of(Instant.parse("2026-06-06T08:15:00Z")));

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=0-, 0, 100",
    "bytes=10-19, 10, 10",
    "bytes=90-400, 90, 10",
    "bytes=-1, 99, 1",
    "bytes=-400, 0, 100",
  })
  void cutsOneRange(String range, long from, long length) {
    assertThat(select("Range", range)).isEqualTo(new Slice(from, length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999999999-"})
  void refusesRangesBehindTheEnd(String range) {
    assertThat(select("Range", range)).isEqualTo(new Beyond());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=-",
        "bytes=5-4",
        "bytes=0-1,5-6",
        "bytes=a-b",
        "lines=0-1",
        "bytes=9999999999999999999-",
        ""
      })
  void ignoresRangesItCannotRead(String range) {
    assertThat(select("Range", range)).isEqualTo(new Whole());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "If-None-Match     | \"v1\"                        | true",
        "If-None-Match     | W/\"v1\"                      | true",
        "If-None-Match     | \"v0\", \"v1\"                | true",
        "If-None-Match     | *                             | true",
        "If-None-Match     | \"v2\"                        | false",
        "If-Modified-Since | Sat, 06 Jun 2026 08:15:00 GMT | true",
        "If-Modified-Since | Sun, 07 Jun 2026 08:15:00 GMT | true",
        "If-Modified-Since | Sat, 06 Jun 2026 08:14:59 GMT | false",
        "If-Modified-Since | yesterday                     | false",
      })
  void knowsWhatTheAskerHas(String header, String value, boolean known) {
    assertThat(select(header, value)).isEqualTo(known ? new Unchanged() : new Whole());
  }

  @Test
  void letsTheTagDecideWhenBothConditionsAreThere() {
    assertThat(select("If-None-Match", "\"v2\"", "If-Modified-Since", PUBLISHED))
        .isEqualTo(new Whole());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"v1\"                        | true",
        "W/\"v1\"                      | false",
        "\"v2\"                        | false",
        "Sat, 06 Jun 2026 08:15:00 GMT | true",
        "Sun, 07 Jun 2026 08:15:00 GMT | false",
      })
  void resumesOnlyTheSameBytes(String condition, boolean same) {
    assertThat(select("Range", "bytes=10-", "If-Range", condition))
        .isEqualTo(same ? new Slice(10, 90) : new Whole());
  }

  @Test
  void hasNoRangesForHead() {
    HttpFields asked = HttpFields.build().put("Range", "bytes=10-").asImmutable();
    assertThat(Selection.of(false, asked, HEAD)).isEqualTo(new Whole());
  }

  @Test
  void knowsNothingOfFilesWithoutValidators() {
    Head bare = new Head(100, Optional.empty(), Optional.empty());
    HttpFields asked =
        HttpFields.build()
            .put("If-Modified-Since", PUBLISHED)
            .put("Range", "bytes=1-")
            .asImmutable();
    assertThat(Selection.of(true, asked, bare)).isEqualTo(new Slice(1, 99));
  }

  private static Selection select(String... headers) {
    HttpFields.Mutable asked = HttpFields.build();
    for (int i = 0; i < headers.length; i += 2) {
      asked.put(headers[i], headers[i + 1]);
    }
    return Selection.of(true, asked.asImmutable(), HEAD);
  }
}
