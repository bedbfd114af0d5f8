package org.edgeztp.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an answer file must not become, whatever people write into profiles and keys. */
class HostileValuesTest {
  private static final Templates TEXTS = new Templates();
  private static final String KEY = "ssh-ed25519 AAAAC3Nza ";

  /** Comments of keys are the only free text; all of these are one line of printable ASCII. */
  static List<String> comments() {
    return List.of(
        "'; reboot -f; '",
        "$(reboot) `reboot` ${HOME}",
        "\"}]}, {\"name\": \"evil\"",
        "a: b # {c} [d] &e *f !g |h %i @j",
        "%end %include /tmp/x \\",
        "EOF");
  }

  @ParameterizedTest
  @MethodSource("comments")
  void aKeyStaysOneStringOfTheIgnitionConfig(String comment) {
    JsonNode config =
        new JsonMapper().readTree(TEXTS.answer(AnswerFile.DISK_IGNITION, with(comment)));
    JsonNode users = config.path("passwd").path("users");
    assertThat(users).hasSize(2);
    assertThat(users.path(1).path("sshAuthorizedKeys").path(0).asString()).isEqualTo(KEY + comment);
  }

  @ParameterizedTest
  @MethodSource("comments")
  void aKeyStaysOneStringOfTheAutoinstallFile(String comment) {
    String line =
        TEXTS
            .answer(AnswerFile.USER_DATA, with(comment))
            .lines()
            .filter(it -> it.contains("authorized-keys:"))
            .findFirst()
            .orElseThrow();
    // A list of JSON strings is a list of YAML strings.
    JsonNode keys = new JsonMapper().readTree(line.substring(line.indexOf('[')));
    assertThat(keys).hasSize(1);
    assertThat(keys.path(0).asString()).isEqualTo(KEY + comment);
  }

  @ParameterizedTest
  @MethodSource("comments")
  void aKeyStaysOneWordOfTheHooks(String comment) throws Exception {
    String script =
        TEXTS
            .answer(AnswerFile.HOOKS, with(comment))
            .replace("\"$@\"", "printf %s \"$operator_keys\"");
    var shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
    try (var input = shell.outputWriter(StandardCharsets.UTF_8)) {
      input.write(script);
    }
    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(KEY + comment);
  }

  /** The line-based files hold no free text, so none can add a line or a question. */
  @ParameterizedTest
  @EnumSource(
      value = AnswerFile.class,
      names = {"PRESEED", "KICKSTART", "META_DATA", "VENDOR_DATA", "IGNITION"})
  void noFreeTextReachesTheOtherFiles(AnswerFile file) {
    assertThat(TEXTS.answer(file, with("marker-of-a-comment")))
        .doesNotContain("marker-of-a-comment");
  }

  @ParameterizedTest
  @CsvSource({
    "'edge1 x', '', ops, debian, 10.0.0.1",
    "edge1, 'a\nd-i preseed/late_command string reboot', ops, debian, 10.0.0.1",
    "edge1, 'a\"; reboot', ops, debian, 10.0.0.1",
    "edge1, '', 'ops\nd-i x', debian, 10.0.0.1",
    "edge1, '', 'ops:0:0', debian, 10.0.0.1",
    "edge1, '', -ops, debian, 10.0.0.1",
    "edge1, '', ops, ../../etc, 10.0.0.1",
    "edge1, '', ops, 'debian x', 10.0.0.1",
    "edge1, '', ops, debian, '10.0.0.1 --x'"
  })
  void refusesWhatWouldNotStayOneValue(
      String hostname, String kernelArgs, String operator, String repository, String time) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> installation(hostname, kernelArgs, operator, repository, time, KEY + "x"));
  }

  private static Installation with(String comment) {
    return installation("edge1", "", "ops", "debian", "10.0.0.1", KEY + comment);
  }

  private static Installation installation(
      String hostname,
      String kernelArgs,
      String operator,
      String repository,
      String time,
      String key) {
    return new Installation(
        "http://10.0.0.1/run/t",
        "52:54:00:77:00:01",
        hostname,
        kernelArgs,
        Optional.of("trixie"),
        "http://10.0.0.1/mirror",
        Optional.of(repository),
        List.of(KEY + "push"),
        operator,
        List.of(key),
        List.of(time),
        false,
        false);
  }
}
