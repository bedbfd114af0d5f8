package org.edgeztp.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Why a machine is where it is, as the lines that {@code ztp machine why} prints. */
final class Explanation {
  private static final String LINE = "%-10s %s";

  private Explanation() {}

  /**
   * @param machine as the API shows it
   * @param now for how long is left until a deadline
   */
  static List<String> of(JsonNode machine, Instant now) {
    List<String> lines = new ArrayList<>();
    String standing = standing(machine, now);
    lines.add(LINE.formatted(machine.path("state").asString(), standing));
    String maintenance = text(machine, "maintenance");
    if (!maintenance.isEmpty()) {
      lines.add(LINE.formatted("maintained", maintenance));
    }
    JsonNode seen = machine.path("lastSeen");
    if (seen.isObject()) {
      String what = text(seen, "text");
      lines.add(
          LINE.formatted(
              "last seen",
              second(seen.path("at").asString()) + (standing.contains(what) ? "" : "  " + what)));
    }
    JsonNode cause = machine.path("cause");
    if (cause.isObject()) {
      lines.add(
          LINE.formatted("cause", cause.path("code").asString() + ": " + text(cause, "sentence")));
      String evidence = text(cause, "evidence");
      if (!standing.contains(evidence)) {
        lines.add(LINE.formatted("evidence", evidence));
      }
      lines.add(LINE.formatted("do", text(cause, "remedy")));
    }
    return List.copyOf(lines);
  }

  private static String standing(JsonNode machine, Instant now) {
    String expects = machine.path("expects").asString("");
    String deadline = machine.path("deadline").asString("");
    if (expects.isEmpty()) {
      // What was seen last has a line of its own.
      return text(machine, "why").replaceFirst("; last seen .*", "");
    }
    if (deadline.isEmpty()) {
      return "waits for " + expects;
    }
    Duration left = Duration.between(now, Instant.parse(deadline));
    return "waits for %s, until %s (%s left)"
        .formatted(expects, second(deadline), Overview.age(left));
  }

  private static String second(String instant) {
    return Instant.parse(instant).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String text(JsonNode node, String name) {
    return EntryLine.plain(node.path(name).asString(""));
  }
}
