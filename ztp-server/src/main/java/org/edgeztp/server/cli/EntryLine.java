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
    JsonNode facts = entry.path("facts");
    String text = plain(entry.path("text").asString()) + rule(facts) + times(facts);
    String to = entry.path("to").asString("");
    return to.isEmpty()
        ? "%-12s %s".formatted(entry.path("kind").asString(), text)
        : "%-12s %s".formatted("=> " + to, text);
  }

  /** Which rule an answer to a machine goes by. */
  private static String rule(JsonNode facts) {
    return facts.path("rule").isString()
        ? " [rule " + plain(facts.path("rule").asString()) + "]"
        : "";
  }

  /** How often an entry that stands for several was seen. */
  private static String times(JsonNode facts) {
    return facts.path("times").isNumber() && facts.has("last")
        ? " (%d times, last %s)"
            .formatted(facts.path("times").asInt(), plain(facts.path("last").asString()))
        : "";
  }

  /** Without what a terminal obeys: machines tell of themselves whatever they like. */
  static String plain(String text) {
    return text.replaceAll("[\\p{Cntrl}\\x80-\\x9f&&[^\n\t]]", "\ufffd");
  }
}
