package org.edgeztp.server.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a site is: machines by state, which need a person, which are on their way, and what the last
 * hour and the last day brought.
 */
record Overview(ObjectNode told) {
  private static final String SHOWN = "fields=id,hostname,state,since,deadline,why";
  private static final int BAR = 40;

  /**
   * Asks a server.
   *
   * @param most how many machines to show of each sort
   */
  static Overview ask(ApiClient api, Instant now, int most)
      throws IOException, InterruptedException {
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    told.put("at", now.truncatedTo(ChronoUnit.SECONDS).toString());
    told.set("states", states(api.list("sites", "")));
    told.set("needs", api.counted("need!=&sort=-since&limit=" + most + "&" + SHOWN));
    told.set("moving", api.counted("deadline!=&sort=deadline&limit=" + most + "&" + SHOWN));
    JsonNode came = api.throughput();
    told.set("lastHour", came.path("lastHour"));
    told.set("lastDay", came.path("lastDay"));
    return new Overview(told);
  }

  /** Machines by state, of all sites together. */
  private static ObjectNode states(List<JsonNode> sites) {
    Map<String, Long> counts = new TreeMap<>();
    for (JsonNode site : sites) {
      site.path("states")
          .forEachEntry((state, count) -> counts.merge(state, count.asLong(), Long::sum));
    }
    ObjectNode states = JsonNodeFactory.instance.objectNode();
    counts.forEach(states::put);
    return states;
  }

  /** For people. */
  List<String> lines(Screen screen) {
    List<String> lines = new ArrayList<>();
    lines.add(head());
    lines.add("");
    lines.addAll(states(screen));
    lines.addAll(some("NEEDS YOU", told.path("needs"), screen));
    lines.addAll(some("ON THE WAY", told.path("moving"), screen));
    return lines;
  }

  private String head() {
    long all = told.path("states").valueStream().mapToLong(JsonNode::asLong).sum();
    int needs = told.path("needs").path("total").asInt();
    return "%s   %d machine%s, %d need%s you   came into service / failed: %s last hour, %s last day"
        .formatted(
            told.path("at").asString(),
            all,
            all == 1 ? "" : "s",
            needs,
            needs == 1 ? "s" : "",
            came("lastHour"),
            came("lastDay"));
  }

  private String came(String span) {
    JsonNode came = told.path(span);
    return came.path("IN_SERVICE").asInt() + " / " + came.path("FAILED").asInt();
  }

  private List<String> states(Screen screen) {
    long most = told.path("states").valueStream().mapToLong(JsonNode::asLong).max().orElse(1);
    var table = new Table("STATE", "MACHINES", "");
    for (Map.Entry<String, JsonNode> state : told.path("states").properties()) {
      long count = state.getValue().asLong();
      int bar = (int) Math.max(1, BAR * count / most);
      table.row(state.getKey(), "%8d".formatted(count), "#".repeat(bar));
    }
    return table.lines(screen);
  }

  private List<String> some(String title, JsonNode page, Screen screen) {
    if (page.path("items").isEmpty()) {
      return List.of();
    }
    Instant now = Instant.parse(told.path("at").asString());
    var table = new Table(title, "STATE", "FOR", "WHY");
    for (JsonNode machine : page.path("items")) {
      table.row(
          machine.path("hostname").asString(machine.path("id").asString()),
          machine.path("state").asString(),
          age(Duration.between(Instant.parse(machine.path("since").asString()), now)),
          machine.path("why").asString());
    }
    List<String> lines = new ArrayList<>(List.of(""));
    lines.addAll(table.lines(screen));
    int more = page.path("total").asInt() - page.path("items").size();
    if (more > 0) {
      lines.add("and " + more + " more");
    }
    return lines;
  }

  /** As coarse as people say it. */
  static String age(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    return seconds < 120
        ? seconds + " s"
        : seconds < 7200
            ? seconds / 60 + " min"
            : seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }
}
