package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.AutoComplete;
import picocli.CommandLine;

class MainTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "serve",
        "lab",
        "lab down",
        "lab ssh",
        "machine",
        "machine list",
        "get",
        "context add",
        "machine expected",
        "machine expected forget",
        "watch",
        "artifact",
        "artifact add",
        "mirror",
        "mirror pin",
        "bundle",
        "bundle create",
        "bundle import",
        "bundle show",
        "completion"
      })
  void everyVerbExplainsItself(String verb) {
    assertThat(run(verb + " --help")).isZero();
    assertThat(out.toString()).startsWith("Usage: ztp " + verb.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve | Missing required option: '--config=FILE'",
        "machine show | Missing required parameter: 'MACHINE'"
      })
  void aWrongWordIsRefusedByName(String words, String message) {
    assertThat(run(words)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(message).contains("See ztp").hasLineCount(2);
  }

  @Test
  void aVerbThatThereIsNotIsRefusedWithThoseLikeIt() {
    assertThat(run("machne")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString())
        .contains("Unmatched argument at index 0: 'machne'", "ztp machine", "See ztp --help");
  }

  @Test
  void whereAVerbIsMissingAllAreShown() {
    assertThat(run("bmc")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("Missing required subcommand", "forget", "See ztp bmc");
  }

  @Test
  void onlyTheVerbThatIsAskedForIsRead() {
    CommandLine ztp = Main.commandLine(List.of("machine", "list", "state=FAILED"));
    assertThat(ztp.getSubcommands()).containsOnlyKeys("machine");
    assertThat(machineVerbs(ztp)).containsOnlyKeys("list");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--help", "machne", "machine"})
  void everyVerbIsReadWhereNoneIsAskedFor(String words) {
    CommandLine ztp = Main.commandLine(List.of(words.split(" ")));
    assertThat(ztp.getSubcommands().size() == 1).isEqualTo(words.equals("machine"));
    assertThat(machineVerbs(ztp)).containsKeys("list", "why", "expected");
  }

  private static Map<String, CommandLine> machineVerbs(CommandLine ztp) {
    return Objects.requireNonNull(ztp.getSubcommands().get("machine")).getSubcommands();
  }

  @Test
  void theLauncherListsEveryVerb() throws IOException {
    String launcher = Files.readString(Path.of("..", "ztp"));
    assertThat(Main.commandLine(List.of("--help")).getSubcommands())
        .allSatisfy((name, verb) -> {
          if (!verb.getCommandSpec().usageMessage().hidden()) {
            assertThat(launcher).containsPattern("(?m)^  " + name + " +\\w");
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"ztp mach | machine", "ztp machine dep | deploy", "ztp get sub | subnets"})
  void bashCompletesWhatIsTyped(String typed, String completed) throws Exception {
    Path script =
        Files.writeString(folder.resolve("ztp"), AutoComplete.bash("ztp", Main.commandLine()));
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                """
                source "$0"
                COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=($1)
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                _complete_ztp
                printf '%s\\n' "${COMPREPLY[@]}"
                """,
                script.toString(),
                typed)
            .redirectErrorStream(true)
            .start();
    try (var output = bash.inputReader()) {
      assertThat(output.lines()).contains(completed);
    }
  }

  @Test
  void whatTheLauncherPreparesVerbsByRunsThemAll() {
    assertThat(run("prepare")).as(err.toString()).isZero();
  }

  @Test
  void whatFollowsAMachineOfTheLabIsItsOwnCommand() {
    CommandLine.ParseResult parsed =
        Main.commandLine()
            .parseArgs("lab", "ssh", "edge-lab-0001", "uname", "--help", "-r")
            .subcommand()
            .subcommand();
    assertThat(parsed.isUsageHelpRequested()).isFalse();
    assertThat(parsed.matchedPositionalValue(1, List.of()))
        .isEqualTo(List.of("uname", "--help", "-r"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"machine list", "machine drain edge-1", "machine forget edge-1"})
  void aServerThatIsNotThereIsNamed(String verb) {
    assertThat(run(verb + " --server http://127.0.0.1:1")).isEqualTo(3);
    assertThat(err.toString())
        .startsWith("ztp: no server answers at http://127.0.0.1:1: start it")
        .doesNotContain("Exception", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve --config /nowhere/file",
        "machine import /nowhere/file",
        "apply -f /nowhere/file",
        "machine list --token-file /nowhere/file"
      })
  void aFileThatIsNotThereIsNamed(String words) {
    assertThat(run(words)).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("ztp: there is no file /nowhere/file\n");
  }

  @Test
  void anEmptyPasswordIsRefused() throws IOException {
    Path empty = Files.createFile(folder.resolve("password"));
    assertThat(run("bmc set m-1 --address 10.9.0.7 --password-file " + empty)).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("ztp: " + empty + " has no secret in its first line\n");
  }

  @Test
  void tellsTheWholeChainOfAFailureOnce() {
    var root = new IllegalStateException("address in use");
    var listening = new IllegalStateException("listening on port 80", root);
    assertThat(Main.chain(listening)).isEqualTo("listening on port 80: address in use");
    assertThat(Main.chain(new RuntimeException(listening)))
        .contains("listening on port 80")
        .endsWith("address in use");
  }

  private int run(String words) {
    List<String> arguments = List.of(words.strip().split(" +"));
    CommandLine ztp = Main.commandLine(arguments);
    ztp.setOut(new PrintWriter(out, true));
    ztp.setErr(new PrintWriter(err, true));
    return ztp.execute(arguments.toArray(String[]::new));
  }
}
