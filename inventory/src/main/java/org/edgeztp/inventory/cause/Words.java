package org.edgeztp.inventory.cause;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Sign;

/** Times and entries in sentences. They name the time, not how long ago it was: sentences stay. */
final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private Words() {}

  static String at(Instant time) {
    return TIME.format(time);
  }

  static String of(Duration span) {
    return span.toSeconds() < 120 ? span.toSeconds() + " s" : span.toMinutes() + " min";
  }

  static String of(Entry entry) {
    return "at " + at(entry.at()) + " " + entry.text();
  }

  static String of(Sign.Concern concern) {
    return concern.name().toLowerCase(Locale.ROOT);
  }
}
