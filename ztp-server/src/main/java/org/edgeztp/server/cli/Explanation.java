package org.edgeztp.server.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Why a machine is where it is, as the lines that {@code ztp machine why} prints. */
final class Explanation {
  private static final String LINE = "%-10s %s";

  private Explanation() {}

  /**
   * @param machine as the API shows it
   */
  static List<String> of(JsonNode machine) {
    List<String> lines = new ArrayList<>();
    lines.add(LINE.formatted(machine.path("state").asString(), standing(machine)));
    String maintenance = text(machine, "maintenance");
    if (!maintenance.isEmpty()) {
      lines.add(LINE.formatted("maintained", maintenance));
    }
    JsonNode seen = machine.path("lastSeen");
    if (seen.isObject()) {
      lines.add(
          LINE.formatted("last seen", seen.path("at").asString() + "  " + text(seen, "text")));
    }
    JsonNode cause = machine.path("cause");
    if (cause.isObject()) {
      lines.add(
          LINE.formatted("cause", cause.path("code").asString() + ": " + text(cause, "sentence")));
      lines.add(LINE.formatted("evidence", text(cause, "evidence")));
      lines.add(LINE.formatted("do", text(cause, "remedy")));
    }
    return List.copyOf(lines);
  }

  private static String standing(JsonNode machine) {
    String expects = machine.path("expects").asString("");
    String deadline = machine.path("deadline").asString("");
    if (expects.isEmpty()) {
      return text(machine, "why");
    }
    return "waits for " + expects + (deadline.isEmpty() ? "" : ", until " + deadline);
  }

  private static String text(JsonNode node, String name) {
    return EntryLine.plain(node.path(name).asString(""));
  }
}
