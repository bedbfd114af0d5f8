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

/**
 * The server and all that it carries, against a Chef client that plays what Chef was seen to do.
 */
class ScriptedClientTest {
  /** What Chef 18 prints on a good day. */
  private static final String NOISE =
      """
      echo 'No key detected'
      echo '[2026-11-26T08:00:00+00:00] WARN: Run List override has been provided.'
      echo 'shard_seed: Failed to get dmi property serial_number: is dmidecode installed?'
      """;

  private static final String WORDS =
      """
      started() { echo '{"event":"run_started","client":"Chef 18.11.21","resources":'$1'}' >>events.jsonl; }
      begins() { echo '{"event":"resource_started","name":"'$1'","action":"run","cookbook":"base",\
      "recipe":"default","line":9}' >>events.jsonl; }
      ends() { echo '{"event":"resource","name":"'$1'","action":"run","status":"updated",\
      "seconds":0.1,"cookbook":"base","recipe":"default","line":9}' >>events.jsonl; }
      completed() { echo '{"event":"run_completed","updated":'$1',"total":'$1',"seconds":1.0}' >>events.jsonl; }
      waits() { while [ ! -e $1 ]; do sleep 0.05; done; }
      """;

  @TempDir Path directory;
  private Node node;

  @BeforeEach
  void start() throws Exception {
    node = new Node(directory, Path.of("push").toAbsolutePath());
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1   | the client ended with 1 and said no reason",
        "2   | the client ended with 2 and said no reason",
        "3   | the client ended with 3 and said no reason",
        "41  | the client ended with 41 and said no reason",
        "43  | the client ended with 43 and said no reason",
        "213 | the client ended with 213 and said no reason"
      })
  void failsWithEachExitCodeThatIsAFailure(int exit, String cause) throws Exception {
    node.client(NOISE + WORDS + "started 1; exit " + exit);
    node.convergence.advance(node.converging());
    assertThat(node.state()).isEqualTo(State.FAILED);
    assertThat(node.cause()).isEqualTo(cause);
  }

  @Test
  void findsTheReasonAmongTheNoise() throws Exception {
    node.client(
        NOISE
            + "echo '[2026-11-26T08:00:01+00:00] FATAL: Chef::Exceptions::ConfigurationError: no such"
            + " file'; echo 'No key detected'; exit 43");
    node.convergence.advance(node.converging());
    assertThat(node.cause()).isEqualTo("Chef::Exceptions::ConfigurationError: no such file");
    assertThat(node.entries("ConvergeFailed").getFirst().facts().get("log"))
        .asString()
        .contains("No key detected");
  }

  @Test
  void isNotMisledByNoiseOnAGoodDay() throws Exception {
    node.client(NOISE + WORDS + "started 1; begins a; ends a; completed 1; exit 0");
    node.convergence.advance(node.converging());
    assertThat(node.state()).isEqualTo(State.VERIFYING);
    assertThat(node.told("Converged"))
        .containsExactly("Chef 18.11.21: 1 of 1 resources changed in 1.0 s");
  }

  @ParameterizedTest
  @CsvSource({"35", "37"})
  void goesOnAfterTheRestartThatTheClientAskedFor(int exit) throws Exception {
    node.client(
        WORDS
            + """
            started 2; ends a
            if [ $(wc -l <started) = 1 ]; then completed 1; exit %d; fi
            ends b; completed 2; exit 0
            """
                .formatted(exit));
    node.convergence.advance(node.converging());
    assertThat(node.state()).isEqualTo(State.VERIFYING);
    assertThat(node.home.resolve("boot-id")).content().isNotEqualTo("boot-1\n");
    assertThat(node.run().resolve("started")).content().hasLineCount(2);
  }

  @Test
  void losesNothingWhenTheLinkDrops() throws Exception {
    node.client(WORDS + "started 2; ends a; waits go; ends b; completed 2; exit 0");
    Thread caller = advance(node.converging());
    await().until(() -> node.told("converge").size() == 1);
    node.host.dropLinks();
    await().until(() -> node.host.connections() >= 2);
    node.release("go");
    caller.join();
    assertThat(node.state()).isEqualTo(State.VERIFYING);
    assertThat(node.told("converge")).hasSize(2);
    assertThat(node.run().resolve("started")).content().hasLineCount(1);
  }

  @Test
  void waitsForAnotherRunOnTheMachine() throws Exception {
    node.client(WORDS + "started 1; ends a; completed 1; exit 0");
    Machine machine = node.converging();
    Path lock = Files.createDirectories(node.home.resolve("runs")).resolve("converge.lock");
    flock(lock);
    Thread caller = advance(machine);
    await().until(() -> node.told("converge").size() == 1);
    assertThat(node.told("converge"))
        .containsExactly("waits: another run on this machine to end, at most 300 s");
    Files.createFile(directory.resolve("let-go"));
    caller.join();
    assertThat(node.state()).isEqualTo(State.VERIFYING);
  }

  @Test
  void stopsWhatRunsWhenSomebodyAborts() throws Exception {
    node.follow("base", "edge");
    node.cookbook("edge", "README", "");
    node.client(
        WORDS
            + "trap 'exit 2' INT; started 12; begins a; ends a; begins 'apt_package[x]'; waits never");
    Machine machine = node.converging();
    Thread caller = advance(machine);
    await().until(() -> node.told("converge").size() == 1);
    node.inventory.apply(machine, new Event.Aborted("ada"));
    node.halt().advance(node.machine());
    assertThat(node.told("step"))
        .last()
        .isEqualTo(
            "base was stopped (interrupted) in the middle of apt_package[x] (base::default line 9 of"
                + " base/recipes/default.rb), after 1 of 12 resources; not begun: edge");
    assertThat(node.run().resolve("exit-code")).hasContent("2");
    assertThat(caller.join(Duration.ofSeconds(20))).isTrue();
    node.halt().advance(node.machine());
    assertThat(node.told("step")).hasSize(2);
  }

  @Test
  void stopsWhatRunsWhenTheTimeIsOver() throws Exception {
    node.client(WORDS + "trap 'exit 2' INT; started 3; begins 'execute[x]'; waits never");
    Machine machine = node.converging();
    Thread caller = advance(machine);
    await().until(() -> node.told("step").size() == 1);
    await().until(() -> Files.exists(node.run().resolve("client.pid")));
    node.clock.advance(Duration.ofMinutes(61));
    node.inventory.sweepDeadlines();
    node.halt().advance(node.machine());
    assertThat(node.told("step")).last().asString().contains("base was stopped");
    caller.join();
  }

  @Test
  void saysThatAMachineWhichIsGoneCouldNotBeStopped() throws Exception {
    node.client("exit 0");
    Machine machine = node.converging();
    node.inventory.apply(machine, new Event.Aborted("ada"));
    node.host.close();
    Halt halt = node.halt();
    halt.advance(node.machine());
    assertThat(node.told("step")).isEmpty();
    node.clock.advance(Duration.ofMinutes(11));
    halt.advance(node.machine());
    assertThat(node.told("step"))
        .containsExactly("was not reached for 10 min to be stopped: base may still run on it");
  }

  @Test
  void stopsWhatRunsAlsoWhenTheServerWasDownMeanwhile() throws Exception {
    node.client(WORDS + "trap 'exit 2' INT; started 3; begins 'execute[x]'; waits never");
    Machine machine = node.converging();
    Thread caller = advance(machine);
    await().until(() -> Files.exists(node.run().resolve("client.pid")));
    node.inventory.apply(machine, new Event.Aborted("ada"));
    caller.join();
    node.clock.advance(Duration.ofHours(2));
    node.halt().advance(node.machine());
    assertThat(node.told("step")).last().asString().startsWith("base was stopped (interrupted)");
  }

  private Thread advance(Machine machine) {
    return Thread.ofVirtual().start(() -> node.convergence.advance(machine));
  }

  /** Holds the lock as another run does, until it is told to let go. */
  private void flock(Path lock) throws Exception {
    new ProcessBuilder(
            "flock",
            lock.toString(),
            "sh",
            "-c",
            "touch %1$s/held; while [ ! -e %1$s/let-go ]; do sleep 0.05; done".formatted(directory))
        .start();
    await().until(() -> Files.exists(directory.resolve("held")));
  }
}
