package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Verbs against a whole server: what they print, as people and scripts want it, and how they end.
 */
class OutputTest {
  private static final String MAC = "52:54:00:77:00:01";

  @TempDir private static Path folder;
  private static ApiSite site;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    site = new ApiSite(folder);
    site.ready(MAC);
    site.ready("52:54:00:77:00:02");
    site.offer(MAC);
    site.expect(
        "{'items': [{'mac': '52:54:00:77:00:02', 'rack': 'R12', 'unit': '7'},"
            + " {'serial': 'SN-9', 'rack': 'R12'}]}");
    Files.writeString(folder.resolve("nobody.token"), "ztp_unknown");
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "machine list",
        "machine show " + MAC,
        "machine why " + MAC,
        "machine timeline " + MAC,
        "machine expected",
        "machine inspect --dry-run " + MAC,
        "rules show",
        "rule list",
        "rule show here",
        "rule test " + MAC,
        "network",
        "audit",
        "token list",
        "bmc show " + MAC,
        "explain --mac 52:54:00:77:00:09",
        "get machines",
        "get profiles edge",
        "get sites s1",
        "get subnets 10.77.0.0/24",
        "get roles base",
        "get images debian-13",
        "get leases",
        "profile list",
        "profile show edge",
        "subnet list",
        "lease list --filter state=active",
        "lease show 10.77.0.50",
        "rack list",
        "rack show R12",
        "switch list --filter search=leaf",
        "switch show leaf-3a",
        "image show debian-13"
      })
  void whatIsShownIsTheSameAsJsonAndAsYaml(String verb) {
    assertThat(run(verb + " -o json")).as(err.toString()).isZero();
    JsonNode json = new JsonMapper().readTree(out.toString());
    assertThat(json.isContainer()).isTrue();
    assertThat(run(verb + " --output YAML")).as(err.toString()).isZero();
    JsonNode yaml = new YAMLMapper().readTree(out.toString());
    assertThat(ageless(yaml.toString())).isEqualTo(ageless(json.toString()));
    assertThat(run(verb)).as(err.toString()).isZero();
  }

  /** Without what counts seconds. */
  private static String ageless(String text) {
    return text.replaceAll("\\d+ s ago|just now", "now");
  }

  @Test
  void aListIsATableForPeople() {
    assertThat(run("machine list -o table")).isZero();
    String why = ageless(site.inventory.explain(site.inventory.all().getFirst()).sentence());
    assertThat(ageless(out.toString()).lines())
        .containsExactly(
            "ID            HOSTNAME  STATE  ADDRESS  WHY",
            "m-0000000001  -         READY  -        " + why,
            "m-0000000002  -         READY  -        " + why);
  }

  @Test
  void aRackIsTheMachinesInItAndASwitchItsPorts() {
    assertThat(run("rack list")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "NAME  SITE  MACHINES  EXPECTED  STATES", "R12   s1    1         1         READY 1");
    assertThat(run("rack show R12")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "UNIT  MACHINE       NAME          STATE",
            "7     m-0000000002  m-0000000002  READY",
            "-     -             serial SN-9   -");
    assertThat(run("switch show leaf-3a")).isZero();
    assertThat(out.toString())
        .startsWith("PORT  DESCRIPTION  MACHINE       NAME          STATE  CARD  SPEED\n")
        .contains("7     to rack 4    m-0000000002  m-0000000002  READY  eth0  10000\n");
  }

  @Test
  void topTellsWhoNeedsAPerson() {
    assertThat(run("top")).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("2 machines, 2 need you   came into service / failed: 0 / 0 last hour")
        .contains("READY         2  ########")
        .containsPattern("NEEDS YOU +STATE  FOR +WHY\nm-000000000[12]  READY");
  }

  @Test
  void topTellsScriptsTheSame() {
    assertThat(run("top -o json")).as(err.toString()).isZero();
    JsonNode told = new JsonMapper().readTree(out.toString());
    assertThat(told.path("states")).hasToString("{\"READY\":2}");
    assertThat(told.path("needs").path("total").asInt()).isEqualTo(2);
  }

  @Test
  void getNamesWhateverTheApiLists() {
    for (String kind :
        List.of(
            "machines",
            "profiles",
            "rules",
            "network",
            "expected",
            "tokens",
            "secrets",
            "timeline",
            "certificates",
            "audit")) {
      assertThat(run("get " + kind)).as("%s: %s", kind, err).isZero();
      assertThat(out.toString().lines().findFirst().orElse("")).as(kind).isUpperCase();
    }
  }

  @Test
  void getTakesTheFilterOfTheApi() {
    assertThat(run("get machines --filter mac=" + MAC + " --filter fact.cpus>=1 -o json")).isZero();
    assertThat(new JsonMapper().readTree(out.toString()).size()).isEqualTo(1);
    assertThat(run("get machines --filter state=FAILED -o json")).isZero();
    assertThat(out.toString()).isEqualTo("[ ]\n");
  }

  @ParameterizedTest
  @CsvSource({
    "machine list, 0",
    "machine unrescue " + MAC + ", 1",
    "machine retry, 2",
    "machine list -o xml, 2",
    "get ../tokens, 2",
    "machine list --server http://127.0.0.1:1, 3",
    "machine list --token-file NOBODY, 4",
    "machine show nobody, 5",
    "get nothings, 5"
  })
  void howAVerbEndedIsInItsExitCode(String words, int code) {
    assertThat(run(words.replace("NOBODY", folder.resolve("nobody.token").toString())))
        .as(err.toString())
        .isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get machine | unknown kind 'machine', did you mean 'machines'?",
        "machine maintenance MAC on | say why: --reason TEXT",
        "machine redeploy MAC | say which profile: --profile NAME",
        "plan MAC | (--profile NAME)",
        "logs MAC --run 7 | there is no log of MAC in run 7",
        "drift | no machine was compared with its roles yet",
        "machine list --server 127.0.0.1:8080 | is no URL of a server, as http://",
      })
  void saysWhatToDoInWordsOfTheCommandLine(String words, String sentence) {
    run(words.replace("MAC", MAC));
    assertThat(err.toString()).startsWith("ztp: ").contains(sentence.replace("MAC", MAC));
    assertThat(err.toString()).hasLineCount(1);
  }

  @Test
  void maintenanceIsSaidAndNotTheStateAlone() {
    assertThat(run("machine maintenance --reason disk " + MAC + " on")).as(err.toString()).isZero();
    assertThat(out.toString()).contains(" is in maintenance, and READY as before");
    assertThat(run("machine maintenance " + MAC + " off")).isZero();
    assertThat(out.toString()).contains(" is out of maintenance, and READY as before");
  }

  @Test
  void sizesAreForPeopleInTablesAndOctetsForScripts() {
    assertThat(run("get images")).isZero();
    assertThat(out.toString()).containsPattern("\\d (B|KiB|MiB) ");
    assertThat(run("get images -o json")).isZero();
    assertThat(out.toString()).containsPattern("\"size\" : \\d+");
  }

  private int run(String words) {
    out.getBuffer().setLength(0);
    List<String> arguments = new ArrayList<>(List.of(words.split(" ")));
    arguments.add("--contexts=" + folder.resolve("none"));
    if (!words.contains("--server")) {
      arguments.add("--server=" + site.address());
    }
    if (!words.contains("--token-file")) {
      arguments.add("--token-file=" + folder.resolve("admin-token"));
    }
    CommandLine ztp = Main.commandLine(arguments);
    ztp.setOut(new PrintWriter(out, true));
    ztp.setErr(new PrintWriter(err, true));
    return ztp.execute(arguments.toArray(String[]::new));
  }
}
