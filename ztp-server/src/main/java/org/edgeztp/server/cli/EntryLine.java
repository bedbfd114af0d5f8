package org.edgeztp.server.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.JsonNode;

/** A timeline entry as one line of text. */
final class EntryLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private EntryLine() {}

  static String of(JsonNode entry) {
    String time = TIME.format(Instant.parse(entry.path("at").asString()));
    return time + "  " + withoutTime(entry);
  }

  static String withoutTime(JsonNode entry) {
    String text = plain(entry.path("text").asString());
    String to = entry.path("to").asString("");
    return to.isEmpty()
        ? "%-12s %s".formatted(entry.path("kind").asString(), text)
        : "%-12s %s".formatted("=> " + to, text);
  }

  /** Without what a terminal obeys: machines tell of themselves whatever they like. */
  static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}\\x80-\\x9f&&[^\n\t]]", "\ufffd");
  }
}
