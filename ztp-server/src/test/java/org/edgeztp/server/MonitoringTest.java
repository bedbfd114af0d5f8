package org.edgeztp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Machine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The alert rules and the dashboard ask for what a running server tells, and for nothing else. */
class MonitoringTest {
  private static final String PROMTOOL = "usr/bin/promtool";
  private static final Pattern SELECTOR =
      Pattern.compile("\\b((?:edgeztp|jvm|process)_[a-z0-9_]+)\\b(?:\\{([^}]*)})?");
  private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(=~|=)\"([^\"]*)\"");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring) ?\\(([^)]*)\\)");
  private static final Pattern SAMPLE = Pattern.compile("([a-z0-9_]+)(?:\\{(.*)})? \\S+");

  /** Given to every series by Prometheus itself. */
  private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

  /** Of an answer that was not given here. */
  private static final Set<String> OPEN = Set.of("instance", "status");

  @TempDir private static Path folder;
  private static ApiSite site;

  /** The values of each label, by metric. */
  private static final Map<String, Map<String, Set<String>>> EXPOSED = new HashMap<>();

  @BeforeAll
  static void scrape() throws Exception {
    site = new ApiSite(folder);
    Machine machine = site.ready("52:54:00:77:00:01");
    Machine inspecting = site.inventory.apply(machine, new Event.Inspect("x")).after(machine);
    site.inventory.apply(inspecting, new Event.InspectFailed("no disk", CauseCode.NO_DISK_MATCHES));
    for (int times = 0; times < 2; times++) {
      metrics().lines().filter(line -> !line.startsWith("#")).forEach(MonitoringTest::expose);
    }
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void alertRulesAskForWhatTheServerTells() throws Exception {
    List<JsonNode> rules =
        new YAMLMapper().readTree(text("alerts.yaml")).at("/groups/0/rules").valueStream().toList();
    assertThat(rules).extracting(rule -> rule.path("alert").asString()).doesNotHaveDuplicates();
    assertThat(rules)
        .allSatisfy(rule -> {
          String expression = rule.path("expr").asString();
          assertThat(faults(expression)).as(expression).isEmpty();
          assertThat(rule.at("/labels/severity").asString()).isIn("warning", "critical");
          String text = rule.at("/annotations/summary").asString();
          assertThat(labelsOf(expression))
              .containsAll(found(Pattern.compile("\\$labels\\.([a-z_]+)"), text));
        });
  }

  @Test
  void theDashboardAsksForWhatTheServerTells() throws Exception {
    JsonNode dashboard = new JsonMapper().readTree(text("dashboard.json"));
    List<JsonNode> panels = dashboard.path("panels").valueStream().toList();
    assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
    assertThat(panels)
        .filteredOn(panel -> !panel.path("type").asString().equals("row"))
        .allSatisfy(panel -> assertThat(panel.path("targets").isEmpty()).isFalse());
    assertThat(panels.stream().flatMap(panel -> panel.path("targets").valueStream()))
        .allSatisfy(target -> {
          String expression = target.path("expr").asString();
          assertThat(faults(expression)).as(expression).isEmpty();
          assertThat(labelsOf(expression))
              .containsAll(
                  found(
                      Pattern.compile("\\{\\{([a-z_]+)}}"),
                      target.path("legendFormat").asString()));
        });
    assertThat(dashboard.at("/templating/list/1/query/query").asString())
        .matches("label_values\\(edgeztp_machines, instance\\)");
  }

  @Test
  @EnabledIf("hasPromtool")
  void prometheusTakesTheMetrics() throws Exception {
    assertThat(promtool("check", "metrics")).isEmpty();
  }

  @Test
  @EnabledIf("hasPromtool")
  void eachAlertFiresWhenItShould() throws Exception {
    assertThat(promtool("test", "rules", "monitoring/alerts.test.yaml")).contains("SUCCESS");
    assertThat(found(Pattern.compile("alertname: (\\w+)"), text("alerts.test.yaml")))
        .isEqualTo(found(Pattern.compile("- alert: (\\w+)"), text("alerts.yaml")));
  }

  /** No panel lies on another. */
  @Test
  void theDashboardsPanelsStandBesideEachOther() throws Exception {
    JsonNode panels = new JsonMapper().readTree(text("dashboard.json")).path("panels");
    Set<String> taken = new HashSet<>();
    for (JsonNode panel : panels) {
      JsonNode place = panel.path("gridPos");
      for (int x = 0; x < place.path("w").asInt(); x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          int column = place.path("x").asInt() + x;
          assertThat(column).isLessThan(24);
          assertThat(taken.add(column + "/" + (place.path("y").asInt() + y)))
              .as(panel.path("title").asString())
              .isTrue();
        }
      }
    }
  }

  /** What of an expression the server does not tell. */
  private static List<String> faults(String expression) {
    List<String> faults = new ArrayList<>();
    SELECTOR
        .matcher(expression)
        .results()
        .forEach(selector -> {
          Map<String, Set<String>> labels = EXPOSED.get(selector.group(1));
          if (labels == null) {
            faults.add("no " + selector.group(1));
          } else if (selector.group(2) != null) {
            MATCHER
                .matcher(selector.group(2))
                .results()
                .forEach(match -> {
                  Set<String> values = labels.getOrDefault(match.group(1), Set.of());
                  if (!OPEN.contains(match.group(1))
                      && values.stream().noneMatch(value -> value.matches(match.group(3)))) {
                    faults.add("no " + match.group() + " of " + selector.group(1));
                  }
                });
          }
        });
    GROUPING
        .matcher(expression)
        .results()
        .flatMap(group -> Stream.of(group.group(1).split(", ?", -1)))
        .filter(label -> !labelsOf(expression).contains(label))
        .forEach(label -> faults.add("no label " + label));
    return faults;
  }

  private static Set<String> labelsOf(String expression) {
    return Stream.concat(
            OF_PROMETHEUS.stream(),
            found(SELECTOR, expression).stream()
                .flatMap(name -> EXPOSED.getOrDefault(name, Map.of()).keySet().stream()))
        .collect(toSet());
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).collect(toSet());
  }

  private static void expose(String line) {
    MatchResult sample = SAMPLE.matcher(line).results().findFirst().orElseThrow();
    Map<String, Set<String>> labels =
        EXPOSED.computeIfAbsent(sample.group(1), _ -> new HashMap<>());
    if (sample.group(2) != null) {
      MATCHER
          .matcher(sample.group(2))
          .results()
          .forEach(label ->
              labels.computeIfAbsent(label.group(1), _ -> new HashSet<>()).add(label.group(3)));
    }
  }

  private static String text(String file) throws IOException {
    return Files.readString(Path.of("monitoring", file));
  }

  static boolean hasPromtool() {
    return Unpacked.root(PROMTOOL).isPresent();
  }

  /** What Prometheus's own checker says, with the metrics at hand. */
  private static String promtool(String... arguments) throws Exception {
    Path metrics = Files.writeString(folder.resolve("metrics"), metrics());
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addFirst(Unpacked.root(PROMTOOL).orElseThrow().resolve(PROMTOOL).toString());
    Process process =
        new ProcessBuilder(command)
            .redirectInput(metrics.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static String metrics() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(site.address() + "/metrics"))
              .header("Authorization", "Bearer " + site.token());
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
