package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
    Path golden = FOLDER.resolve(kind + ".expected");
    String expected = Files.exists(golden) ? Files.readString(golden) : "";
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(expected);
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

  @ParameterizedTest
  @CsvSource({
    "arch, uefi-x46, no kind of client is called 'uefi-x46'; there are bios,",
    "interface, eth7, no network is on the interface eth7",
    "mac, nonsense, not a MAC address"
  })
  void refusesWhatItCannotExplain(String key, String value, String reason) {
    var question = new java.util.HashMap<>(Map.of("mac", MAC));
    question.put(key, value);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ask(question))
        .withMessageContaining(reason);
  }

  private List<Step> ask(Map<String, String> question) throws IOException {
    JsonNode body = JSON.valueToTree(question);
    return ((Explain.Explanation) site.explain().answer("POST", body)).steps();
  }

  /** Long scripts have goldens of their own: here their beginnings are enough. */
  private String text(List<Step> steps) {
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
