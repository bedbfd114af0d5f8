package org.edgeztp.server.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A time as a page shows it.
 *
 * @param now when the page was made
 */
record Moment(Instant at, Instant now) {
  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** For programs; the page's script tells the reader's own time by it. */
  public String iso() {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  public String utc() {
    return FULL.format(at);
  }

  /** The time of day; with its date when that is another day. */
  public String clock() {
    boolean sameDay = at.truncatedTo(ChronoUnit.DAYS).equals(now.truncatedTo(ChronoUnit.DAYS));
    return (sameDay ? TIME : DATE).format(at);
  }

  /** How long ago it was, or how long it is until then. */
  public String distance() {
    String span = span(Duration.between(at, now).abs());
    return at.isAfter(now) ? "in " + span : span + " ago";
  }

  /** How long it lasts, in its largest unit. */
  static String span(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 2 * 3600) {
      return duration.toMinutes() + " min";
    }
    return duration.toHours() < 48 ? duration.toHours() + " h" : duration.toDays() + " d";
  }
}
