package org.edgeztp.server.repository;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.eclipse.jetty.http.DateGenerator;
import org.jspecify.annotations.Nullable;

/** The dates of HTTP headers, to the second: {@code Sat, 06 Jun 2026 08:15:00 GMT}. */
final class HttpDate {
  private HttpDate() {}

  /** Empty for anything that is not such a date: RFC 9110 has conditions with odd dates ignored. */
  static Optional<Instant> parse(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip())));
    } catch (DateTimeParseException notADate) {
      return Optional.empty();
    }
  }

  static String format(Instant moment) {
    return DateGenerator.formatDate(moment);
  }
}
