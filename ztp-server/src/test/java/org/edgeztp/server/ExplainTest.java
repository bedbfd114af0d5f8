package org.edgeztp.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.edgeztp.server.capture.Capture;
import org.edgeztp.server.explain.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each kind of client beside all that it is answered, in {@code explain/KIND.expected}. {@code
 * -Dgolden.update=true} writes them anew and fails once.
 */
class ExplainTest {
  private static final Path FOLDER = Path.of("src/test/resources/org/edgeztp/server/explain");
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MAC = "52:54:00:77:00:21";

  @TempDir private Path folder;
  private ExplainSite site;

  @BeforeEach
  void prepare() throws IOException {
    site = new ExplainSite(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bios",
        "uefi-x64",
        "uefi-http",
        "arm64",
        "raspberry-pi",
        "ipxe-bios",
        "onie",
        "sonic",
        "cumulus",
        "system"
      })
  void tellsEveryStageAndChangesNothing(String kind) throws IOException {
    Map<String, Object> before = site.records();

    String text = text(ask(Map.of("mac", MAC, "arch", kind)));

    assertThat(site.records()).isEqualTo(before);
    golden(kind, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bios", "uefi-x64"})
  void goesOnBesideTheServerThatGivesTheAddresses(String kind) throws IOException {
    site =
        new ExplainSite(
            folder, text -> text.replaceFirst("(?s)subnets:.*?(?=ipv6:)", "dhcp: proxy\n    "));

    golden("proxy-" + kind, text(ask(Map.of("mac", MAC, "arch", kind))));
  }

  @Test
  void takesASwitchOnByItsModelAndShowsTheScriptThatOnieRuns() throws IOException {
    String text = text(ask(Map.of("mac", MAC, "arch", "onie", "model", "accton_as7712_32x")));

    assertThat(text)
        .contains(
            "rule leaves: matches first: profile leaf",
            "onie: HTTP GET /run/m-0000000000.1.1.***/installer\n  status: 200 OK",
            "timeline: => INSPECTING asked for its hardware: rule leaves");
  }

  @Test
  void asksAsARelayWould() throws IOException {
    String text = text(ask(Map.of("mac", MAC, "arch", "bios", "relay", "10.78.0.1")));

    assertThat(text).contains("to: the relay 10.78.0.1", "yiaddr: 10.78.0.50");
  }

  @Test
  void answersWhatWasCapturedAsOneBootAndChangesNothing() throws IOException {
    Map<String, Object> before = site.records();

    String text = text(replay("bios-pxe-discover", "bios-ipxe-discover"));

    assertThat(site.records()).isEqualTo(before);
    assertThat(text)
        .contains(
            "request 1: DHCP DISCOVER from 52:54:00:77:00:02 as BIOS on X86_BIOS",
            "option 67 boot file: undionly.kpxe",
            "request 2: DHCP DISCOVER from 52:54:00:77:00:01 as IPXE on X86_BIOS",
            "yiaddr: 10.77.0.51",
            "rules for 52:54:00:77:00:01\n  state: INSPECTING");
  }

  @Test
  void followsACapturedBootOfRealFirmwareOverDhcpAndTftp() throws IOException {
    Capture capture = Capture.read(FOLDER.resolveSibling("capture/firmware.pcap"));
    List<Map<String, Object>> packets =
        capture.requests().stream()
            .map(request ->
                Map.<String, Object>of(
                    "source", request.source().getHostAddress(),
                    "port", request.port(),
                    "payload", HexFormat.of().formatHex(request.payload())))
            .toList();

    golden("firmware-pcap", text(ask(Map.of("packets", packets))));
  }

  @Test
  void showsOnlyWhatAChangedConfigurationAnswersOtherwise() throws IOException {
    String changed =
        site.text()
            .replace("gateway: 10.77.0.254", "gateway: 10.77.0.253")
            .replace("here, p", "there, p");

    Explain.Explanation answer = answer(Map.of("mac", MAC, "arch", "system", "config", changed));

    assertThat(text(requireNonNull(answer.differences())))
        .isEqualTo(
            """
            system: DHCP DISCOVER
              - option 3 router: 10.77.0.254
              + option 3 router: 10.77.0.253
            """);
  }

  @Test
  void comparesRuleByRuleAndLineByLineOfTheScript() throws IOException {
    String changed =
        site.text().replace("{name: here, profile: edge}", "{name: here, profile: edge, site: s3}");

    Explain.Explanation answer = answer(Map.of("mac", MAC, "arch", "ipxe-bios", "config", changed));

    assertThat(text(requireNonNull(answer.differences())))
        .isEqualTo(
            """
            rules for 52:54:00:77:00:21
              - rule here: matches first: profile edge
              - rule also-here: matches as well, and comes later
              + rule here: does not match: it is for the site s3
              + rule also-here: matches first: profile edge

            ipxe-bios: DHCP DISCOVER
              - timeline: => INSPECTING asked for its hardware: rule here
              + timeline: => INSPECTING asked for its hardware: rule also-here
            """);
  }

  @Test
  void theSameConfigurationMakesNoDifference() throws IOException {
    Explain.Explanation answer =
        answer(Map.of("mac", MAC, "arch", "uefi-x64", "config", site.text()));

    assertThat(answer.differences()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "arch, uefi-x46, no kind of client is called 'uefi-x46'; there are bios,",
    "interface, eth7, no network is on the interface eth7",
    "mac, nonsense, not a MAC address",
    "config, 'networks: []', the configuration misses 'assets'",
    "config, 'asets: /x', new.yaml: line 1: unknown key"
  })
  void refusesWhatItCannotExplain(String key, String value, String reason) {
    Map<String, Object> question = new HashMap<>(Map.of("mac", MAC, "configName", "new.yaml"));
    question.put(key, value);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ask(question))
        .withMessageContaining(reason);
  }

  static void golden(String name, String text) throws IOException {
    Path golden = FOLDER.resolve(name + ".expected");
    String expected = Files.exists(golden) ? Files.readString(golden) : "";
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(expected);
  }

  private List<Step> ask(Map<String, ?> question) throws IOException {
    return answer(question).steps();
  }

  private Explain.Explanation answer(Map<String, ?> question) throws IOException {
    JsonNode body = JSON.valueToTree(question);
    return (Explain.Explanation) site.explain().answer("POST", body);
  }

  private List<Step> replay(String... goldens) throws IOException {
    List<Map<String, Object>> packets = new ArrayList<>();
    for (String golden : goldens) {
      packets.add(Map.of("payload", hex("dhcp/" + golden)));
    }
    return ask(Map.of("packets", packets));
  }

  /** A packet of the goldens. */
  static String hex(String golden) throws IOException {
    return Files.readAllLines(FOLDER.resolveSibling(golden + ".hex")).stream()
        .filter(line -> !line.startsWith("#"))
        .collect(Collectors.joining());
  }

  /** Long scripts have goldens of their own: here their beginnings are enough. */
  static String text(List<Step> steps) {
    return steps.stream().map(ExplainTest::text).collect(Collectors.joining("\n"));
  }

  private static String text(Step step) {
    int shown = step.lines().size() > 24 ? 6 : step.lines().size();
    String rest = shown == step.lines().size() ? "" : "  ...\n";
    return step.lines().stream()
        .limit(shown)
        .map(line -> ("  " + line).stripTrailing() + "\n")
        .collect(Collectors.joining("", step.title() + "\n", rest));
  }
}
