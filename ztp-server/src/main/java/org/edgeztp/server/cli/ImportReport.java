package org.edgeztp.server.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What an import tells a person: a line a machine, and at the end how many there are of each. */
final class ImportReport {
  private ImportReport() {}

  static List<String> of(JsonNode answer, boolean dryRun) {
    List<String> lines = new ArrayList<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (JsonNode item : answer.path("items")) {
      String result = item.path("result").asString();
      counts.merge(result, 1, Integer::sum);
      if (item.path("mishaps").isEmpty()) {
        lines.add(line(item, result, item.path("text").asString()));
      }
      for (JsonNode mishap : item.path("mishaps")) {
        lines.add(
            line(
                item,
                result,
                mishap.path("field").asString() + ": " + mishap.path("text").asString()));
      }
    }
    lines.add(summary(counts, answer.path("accepted").asBoolean(), dryRun));
    return lines;
  }

  private static String summary(Map<String, Integer> counts, boolean accepted, boolean dryRun) {
    String all =
        String.join(
            ", ", counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList());
    if (!accepted) {
      return all + ": nothing was imported; correct the file and import it again";
    }
    return dryRun ? all + "; this was a dry run: nothing was changed" : all;
  }

  private static String line(JsonNode item, String result, String text) {
    return "line %-4d %-9s  %s".formatted(item.path("line").asInt(), result, EntryLine.plain(text));
  }
}
