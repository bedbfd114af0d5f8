package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvergenceTest {
  /** Bash functions that write events as the pushed scripts do. */
  private static final String WORDS =
      """
      started() { echo '{"event":"run_started","client":"ztp-runner 0.1"}' >>events.jsonl; }
      resource() { echo '{"event":"resource","name":"package['$1']","action":"install",\
      "status":"updated","seconds":0.5,"cookbook":"base","recipe":"default","line":12}' >>events.jsonl; }
      completed() { echo '{"event":"run_completed","updated":'$1',"total":'$1',"seconds":1.5}' >>events.jsonl; }
      ends() { echo $1 >exit-code.new; mv exit-code.new exit-code; exit $1; }
      waits() { while [ ! -e $1 ]; do sleep 0.05; done; }
      """;

  @TempDir Path directory;
  private Node node;

  @BeforeEach
  void start() throws Exception {
    node = new Node(directory);
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  @Test
  void aConvergeThatDoesNotEndFailsForItsTime() throws Exception {
    node.converge(WORDS + "started; resource curl; waits go");
    Machine machine = node.converging();
    Thread converge = Thread.ofVirtual().start(() -> node.convergence.advance(machine));
    await().until(() -> !node.told("converge").isEmpty());
    node.clock.advance(Duration.ofMinutes(61));
    node.inventory.sweepDeadlines();
    assertThat(node.state()).isEqualTo(State.FAILED);
    assertThat(node.code()).isEqualTo("CONVERGE_TIMED_OUT");
    node.release("go");
    converge.join();
  }

  @Test
  void convergesAndTellsEachResource() throws Exception {
    node.converge(WORDS + "started; resource chrony; resource curl; completed 2; ends 0");
    node.convergence.advance(node.converging());
    assertThat(node.state()).isEqualTo(State.VERIFYING);
    assertThat(node.told("converge"))
        .containsExactly(
            "package[chrony] install updated in 0.5 s", "package[curl] install updated in 0.5 s");
    assertThat(node.entries("converge").getFirst().facts())
        .containsEntry("cookbook", "base")
        .containsEntry("line", 12)
        .containsEntry("status", "updated");
    assertThat(node.told("Converged"))
        .containsExactly("ztp-runner 0.1: 2 of 2 resources changed in 1.5 s");
    assertThat(node.run().resolve("node.json")).content().contains("recipe[base]");
    assertThat(node.run().resolve("cookbooks/base/metadata.rb")).exists();
    assertThat(node.home.resolve("units")).isEmptyDirectory();
  }

  @Test
  void namesTheResourceThatFailed() throws Exception {
    node.converge(
        WORDS
            + """
            started; resource curl
            echo '{"event":"run_failed","resource":"service[x]","cookbook":"base",\
            "recipe":"time","line":7,"message":"no such unit","log":"the last lines"}' >>events.jsonl
            ends 1
            """);
    node.convergence.advance(node.converging());
    assertThat(node.state()).isEqualTo(State.FAILED);
    assertThat(node.cause())
        .isEqualTo("service[x] (base::time line 7 of base/recipes/time.rb): no such unit");
    assertThat(node.code()).isEqualTo("RECIPE_FAILED");
    assertThat(node.entries("ConvergeFailed").getFirst().facts())
        .containsEntry("log", "the last lines");
    assertThat(node.log)
        .contains("PUSH: [base] package[curl] install updated in 0.5 s")
        .anyMatch(line -> line.startsWith("PUSH: [base] step 1 of 1, base, begins"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, success",
    "1, error",
    "2, interrupted",
    "3, terminated",
    "41, reboot failed",
    "43, bad configuration",
    "213, client upgraded"
  })
  void failsWithTheLastWordsOfAClientThatToldNothing(int exit, String meaning) throws Exception {
    node.converge(
        WORDS + "echo 'FATAL: no such file'; echo 'No key detected'; ends %d".formatted(exit));
    node.convergence.advance(node.converging());
    assertThat(node.cause())
        .isEqualTo(
            "the client ended with exit code %d (%s) without completing a converge: %s"
                .formatted(exit, meaning, "FATAL: no such file"));
  }

  @ParameterizedTest
  @ValueSource(ints = {35, 37})
  void restartsAMachineThatAsksForItAndGoesOn(int exit) throws Exception {
    node.converge(
        WORDS
            + """
            started; resource one
            if [ $(wc -l <started) = 1 ]; then completed 1; ends %d; fi
            resource two; completed 2; ends 0
            """
                .formatted(exit));
    node.convergence.advance(node.converging());
    assertThat(node.state()).isEqualTo(State.VERIFYING);
    assertThat(node.told("progress")).last().asString().contains("restart").contains("" + exit);
    assertThat(node.told("step"))
        .containsExactly(
            "step 1 of 1, base, begins",
            "base starts again, for the second time",
            "base is done: 2 of 2 resources changed in 1.5 s");
    assertThat(node.told("converge"))
        .map(text -> text.split(" ", 2)[0])
        .containsExactly("package[one]", "package[one]", "package[two]");
  }

  @Test
  void givesUpOnAStepThatWantsARestartEachTime() throws Exception {
    Machine machine = node.converging();
    Path run = Files.createDirectories(node.run());
    Files.writeString(run.resolve("started"), "then boot-1\n");
    Files.writeString(run.resolve("exit-code"), "37\n");
    for (int i = 1; i <= 5; i++) {
      Files.writeString(run.resolve("exit-code." + i), "37\n");
    }
    node.convergence.advance(machine);
    assertThat(node.state()).isEqualTo(State.FAILED);
    assertThat(node.cause()).contains("restart again, after 5 restarts");
  }

  @Test
  void stopsAStepThatSaysNothing() throws Exception {
    node.converge(
        WORDS
            + """
            if [ "$2" ]; then cd $2; ends 2; fi
            started
            echo '{"event":"resource_started","name":"execute[hang]","action":"run",\
            "cookbook":"base","recipe":"time","line":3}' >>events.jsonl
            waits exit-code
            """);
    Machine machine = node.converging();
    Thread caller = Thread.ofVirtual().start(() -> node.convergence.advance(machine));
    await().until(() -> node.told("step").size() == 1);
    await()
        .until(() -> {
          node.clock.advance(Duration.ofMinutes(4));
          return node.state() == State.FAILED;
        });
    caller.join();
    assertThat(node.cause())
        .startsWith("execute[hang] (base::time line 3 of base/recipes/time.rb): told and printed")
        .contains("nothing for 30 min and was stopped");
  }

  @Test
  void takesTheStepsOfAPlanOneAfterTheOther() throws Exception {
    node.cookbook("edge", "roles.yaml", "edge: {after: [base]}\n");
    node.follow("edge", "base");
    node.converge(WORDS + "started; resource $(basename $1); completed 1; ends 0");
    node.convergence.advance(node.converging());
    assertThat(node.state()).isEqualTo(State.VERIFYING);
    assertThat(node.told("step"))
        .containsExactly(
            "step 1 of 2, base, begins",
            "base is done: 1 of 1 resources changed in 1.5 s",
            "step 2 of 2, edge, begins",
            "edge is done: 1 of 1 resources changed in 1.5 s");
    assertThat(node.told("Converged"))
        .containsExactly("ztp-runner 0.1: 2 of 2 resources changed in 3.0 s");
    assertThat(node.step("2-edge").resolve("node.json")).content().contains("recipe[edge]");
  }

  @Test
  void runsNoFinishedStepAgainAfterARestartOfTheServer() throws Exception {
    node.cookbook("edge", "roles.yaml", "edge: {after: [base]}\n");
    node.follow("base", "edge");
    node.converge(
        WORDS
            + """
            case $1 in *-edge) started; resource a; waits go; esac
            resource b; completed 2; ends 0
            """);
    Machine machine = node.converging();
    Thread before = Thread.ofVirtual().start(() -> node.convergence.advance(machine));
    await().until(() -> node.told("converge").size() == 2);
    before.interrupt();
    assertThat(before.join(Duration.ofSeconds(3))).isTrue();
    Files.createFile(node.step("2-edge").resolve("go"));
    node.newConvergence().advance(machine);
    assertThat(node.state()).isEqualTo(State.VERIFYING);
    assertThat(node.told("converge"))
        .map(text -> text.split(" ", 2)[0])
        .containsExactly("package[b]", "package[a]", "package[b]");
    assertThat(node.run().resolve("started")).content().hasLineCount(1);
    assertThat(node.step("2-edge").resolve("started")).content().hasLineCount(1);
  }

  @Test
  void namesTheCircleOfRolesThatComeAfterEachOther() throws Exception {
    node.cookbook("edge", "roles.yaml", "edge: {after: [base]}\n");
    node.cookbook("base", "roles.yaml", "base: {after: [edge]}\n");
    node.follow("base", "edge");
    node.converge("exit 0");
    node.convergence.advance(node.converging());
    assertThat(node.cause()).contains("base after edge after base");
  }

  @Test
  void goesOnAfterALostLinkWithoutTellingAnythingTwice() throws Exception {
    node.converge(WORDS + "started; resource one; waits go; resource two; completed 2; ends 0");
    Machine machine = node.converging();
    Thread caller = Thread.ofVirtual().start(() -> node.convergence.advance(machine));
    awaitLines(1);
    node.host.dropLinks();
    await().until(() -> node.host.connections() >= 2);
    node.release("go");
    assertThat(caller.join(Duration.ofSeconds(20))).isTrue();
    assertThat(node.state()).isEqualTo(State.VERIFYING);
    assertConvergedOnceWithTwoResources();
  }

  @Test
  void goesOnAfterARestartOfTheServer() throws Exception {
    node.converge(WORDS + "started; resource one; waits go; resource two; completed 2; ends 0");
    Machine machine = node.converging();
    Thread before = Thread.ofVirtual().start(() -> node.convergence.advance(machine));
    awaitLines(1);
    before.interrupt();
    assertThat(before.join(Duration.ofSeconds(3))).isTrue();
    node.release("go");
    node.newConvergence().advance(machine);
    assertConvergedOnceWithTwoResources();
  }

  @Test
  void findsAConvergeThatEndedWhileNobodyListened() throws Exception {
    node.converge(WORDS + "started; resource one; waits go; resource two; completed 2; ends 0");
    Machine machine = node.converging();
    Thread before = Thread.ofVirtual().start(() -> node.convergence.advance(machine));
    awaitLines(1);
    before.interrupt();
    assertThat(before.join(Duration.ofSeconds(3))).isTrue();
    node.release("go");
    await().until(() -> Files.exists(node.run().resolve("exit-code")));
    node.convergence.advance(machine);
    assertConvergedOnceWithTwoResources();
  }

  @Test
  void startsAgainOnAMachineThatRebooted() throws Exception {
    node.converge(
        WORDS
            + """
            rm -f events.jsonl
            started; resource one
            if [ ! -e booted ]; then touch booted; printf '{"event":"res' >>events.jsonl; waits never; fi
            resource one; resource two; completed 2; ends 0
            """);
    Machine machine = node.converging();
    Thread caller = Thread.ofVirtual().start(() -> node.convergence.advance(machine));
    awaitLines(1);
    await().until(() -> Files.exists(node.run().resolve("booted")));
    FakeSystemd.reboot(node.home);
    node.host.dropLinks();
    assertThat(caller.join(Duration.ofSeconds(20))).isTrue();
    assertThat(node.state()).isEqualTo(State.VERIFYING);
    assertThat(node.run().resolve("started")).content().hasLineCount(2);
    assertThat(node.told("converge"))
        .map(text -> text.split(" ", 2)[0])
        .containsExactly("package[one]", "left", "package[one]", "package[one]", "package[two]");
  }

  @Test
  void givesUpOnAConvergeThatIsKilledAgainAndAgain() throws Exception {
    node.converge("echo gone; kill -KILL $$");
    node.convergence.advance(node.converging());
    assertThat(node.state()).isEqualTo(State.FAILED);
    assertThat(node.cause()).contains("started 3 times");
    assertThat(node.entries("ConvergeFailed").getFirst().facts().get("log"))
        .asString()
        .contains("gone");
  }

  @Test
  void leavesOutLinesThatAreNoEvents() throws Exception {
    node.converge(
        WORDS
            + """
            started; echo 'warning: noise' >>events.jsonl; echo >>events.jsonl
            echo '[1,2]' >>events.jsonl; echo '{"event":"news"}' >>events.jsonl
            resource one; completed 1; ends 0
            """);
    node.convergence.advance(node.converging());
    assertThat(node.state()).isEqualTo(State.VERIFYING);
    assertThat(node.told("converge"))
        .containsExactly(
            "left out a line that is no event: warning: noise",
            "left out a line that is no event: [1,2]",
            "package[one] install updated in 0.5 s");
  }

  @Test
  void saysWhichCookbookIsMissing() throws Exception {
    Files.writeString(
        node.settings.cookbooks().resolve("base/metadata.rb"), "name 'base'\ndepends 'apt'\n");
    node.converge("exit 0");
    node.convergence.advance(node.converging());
    assertThat(node.cause()).contains("no cookbook apt").contains("cookbook base needs it");
  }

  @Test
  void saysWhyTheConvergeCouldNotBeStarted() throws Exception {
    Files.writeString(node.home.resolve("bin/systemd-run"), "#!/bin/sh\necho no bus >&2; exit 1");
    node.converge("exit 0");
    node.convergence.advance(node.converging());
    assertThat(node.cause()).endsWith("could not be started: no bus");
    assertThat(node.code()).isEqualTo("CONVERGE_FAILED");
  }

  @Test
  void stopsWhenTheMachineHasLeftTheState() throws Exception {
    node.converge(WORDS + "started; resource one; waits never");
    Machine machine = node.converging();
    Thread caller = Thread.ofVirtual().start(() -> node.convergence.advance(machine));
    awaitLines(1);
    node.inventory.apply(machine, new Event.DeadlinePassed("its roles to converge"));
    node.host.dropLinks();
    assertThat(caller.join(Duration.ofSeconds(10))).isTrue();
    assertThat(node.state()).isEqualTo(State.FAILED);
  }

  private void awaitLines(int count) {
    await().atMost(Duration.ofSeconds(20)).until(() -> node.told("converge").size() >= count);
  }

  private void assertConvergedOnceWithTwoResources() throws Exception {
    assertThat(node.state()).isEqualTo(State.VERIFYING);
    assertThat(node.told("converge"))
        .containsExactly(
            "package[one] install updated in 0.5 s", "package[two] install updated in 0.5 s");
    assertThat(node.run().resolve("started")).content().hasLineCount(1);
  }
}
