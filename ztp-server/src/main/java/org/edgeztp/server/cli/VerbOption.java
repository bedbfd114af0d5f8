package org.edgeztp.server.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What every verb of the lifecycle takes. */
final class VerbOption {
  @Mixin private final ServerOption server = new ServerOption();

  @Mixin private final OutputOption output = new OutputOption();

  @Option(names = "--dry-run", description = "Say what would happen and change nothing")
  private boolean dryRun;

  @Option(
      names = "--filter",
      paramLabel = "TERM",
      description = "Instead of names: those that fit this and every other --filter; see list")
  private List<String> filter = new ArrayList<>();

  @Parameters(
      arity = "0..*",
      paramLabel = "MACHINE",
      description = "Its id, hostname, serial or MAC; several machines do each for itself")
  private List<String> machines = new ArrayList<>();

  /**
   * Takes the last word that is no machine off them.
   *
   * @throws IllegalArgumentException when there is none
   */
  String last(String what) {
    if (machines.isEmpty()) {
      throw new IllegalArgumentException("say " + what);
    }
    return machines.removeLast();
  }

  int act(String verb) throws IOException, InterruptedException {
    return act(verb, Map.of());
  }

  /**
   * Applies the verb.
   *
   * @param told what it is told beside the machines
   * @return the exit code: 1 when a machine of several refuses
   */
  int act(String verb, Map<String, ?> told) throws IOException, InterruptedException {
    if (machines.isEmpty() == filter.isEmpty()) {
      throw new IllegalArgumentException("say which machines: either by name or by --filter");
    }
    try (ApiClient api = server.client()) {
      return machines.size() == 1 ? one(api, verb, told) : many(api, verb, told);
    }
  }

  private int one(ApiClient api, String verb, Map<String, ?> told)
      throws IOException, InterruptedException {
    String machine = machines.getFirst();
    JsonNode answer = api.act(machine, verb, told, dryRun);
    output.print(answer, out -> out.accept(line(machine, verb, answer)));
    return 0;
  }

  private String line(String machine, String verb, JsonNode answer) {
    return dryRun
        ? "%s would go from %s to %s: %s"
            .formatted(
                machine,
                answer.path("from").asString(),
                answer.path("to").asString(),
                EntryLine.plain(answer.path("text").asString()))
        : answer.path("id").asString() + " is " + standing(verb, answer.path("state").asString());
  }

  /** How a machine stands after a verb, behind "is" or "would be". */
  private static String standing(String verb, String state) {
    return switch (verb) {
      case "maintenance-on" -> "in maintenance, and " + state + " as before";
      case "maintenance-off" -> "out of maintenance, and " + state + " as before";
      default -> state;
    };
  }

  private int many(ApiClient api, String verb, Map<String, ?> told)
      throws IOException, InterruptedException {
    Map<String, Object> wish = new HashMap<>(told);
    wish.put(filter.isEmpty() ? "machines" : "filter", filter.isEmpty() ? machines : filter);
    JsonNode answer = api.actOnAll(verb, wish, dryRun);
    output.print(answer, out -> lines(verb, answer).forEach(out));
    return answer.path("refused").asInt() == 0 ? 0 : 1;
  }

  /** What became of each machine, and of all of them. */
  static List<String> lines(String verb, JsonNode answer) {
    boolean dryRun = answer.path("dryRun").asBoolean();
    List<String> lines = new ArrayList<>();
    for (JsonNode item : answer.path("items")) {
      String detail = item.path("problem").path("detail").asString("");
      String fate =
          detail.isEmpty()
              ? (dryRun ? "would be " : "is ") + standing(verb, item.path("state").asString())
              : "refuses: " + Refused.inOptions(detail);
      lines.add(
          "%-24s %s"
              .formatted(EntryLine.plain(item.path("machine").asString()), EntryLine.plain(fate)));
    }
    lines.add(
        "%d %s, %d refused"
            .formatted(
                answer.path("done").asInt(),
                dryRun ? "would do it" : "done",
                answer.path("refused").asInt()));
    return lines;
  }
}
