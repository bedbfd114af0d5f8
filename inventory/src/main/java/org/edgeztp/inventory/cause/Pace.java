package org.edgeztp.inventory.cause;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.lifecycle.Entry;

/**
 * How fast an image comes.
 *
 * @param left bytes that are missing
 * @param perSecond bytes that came in a second on the average
 */
record Pace(long left, double perSecond) {
  private static final double YEAR = 365.0 * 24 * 3600;

  /**
   * The pace that reports tell, if they tell one.
   *
   * @param reports at least one, newest first
   */
  static Optional<Pace> of(List<Entry> reports, Instant now) {
    Duration span = Duration.between(reports.getLast().at(), now);
    long done = number(reports.getFirst(), "done");
    long total = number(reports.getFirst(), "total");
    if (span.compareTo(Symptom.Slow.ENOUGH) < 0 || total == 0) {
      return Optional.empty();
    }
    double came = Math.max(0, done - number(reports.getLast(), "done"));
    return Optional.of(new Pace(total - done, came / (span.toMillis() / 1000.0)));
  }

  /** When the last byte comes, a year from now at the latest. */
  Instant doneAt(Instant now) {
    return now.plusSeconds(Math.round(Math.min(left / Math.max(perSecond, 1e-9), YEAR)));
  }

  String text() {
    return "%.0f KiB a second".formatted(perSecond / 1024);
  }

  /** The fact, or 0 where it is missing. */
  private static long number(Entry entry, String name) {
    return entry.facts().get(name) instanceof Number number ? number.longValue() : 0;
  }
}
