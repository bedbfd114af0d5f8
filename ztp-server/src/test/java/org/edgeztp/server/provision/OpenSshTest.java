package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.ssh.OpenSshHost;
import org.edgeztp.server.ssh.OperatorKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The push over OpenSSH's own server, which real machines have. */
@EnabledIf(
    value = "org.edgeztp.server.ssh.OpenSshHost#isHere",
    disabledReason = "there is no sshd, or nobody is root")
class OpenSshTest {
  private static final String WORDS =
      """
      tell() { echo '{"event":"'$1'",'$2'}' >>events.jsonl; }
      resource() { tell resource '"name":"file['$1']","action":"create","status":"updated"'; }
      tell run_started '"client":"Chef","resources":2'
      """;

  @TempDir Path directory;
  private Node node;
  private OpenSshHost host;
  private ProvisionSettings settings;

  @BeforeEach
  void start() throws Exception {
    node = new Node(directory, Path.of("push").toAbsolutePath());
    OperatorKey key = OperatorKey.in(directory.resolve("server"), "a word");
    Path own = Files.createDirectory(directory.resolve("sshd"));
    host = new OpenSshHost(own, node.home, key.publicKey());
    ProvisionSettings like = node.settings;
    settings =
        new ProvisionSettings(
            like.cookbooks(),
            like.push(),
            like.runs(),
            like.user(),
            host.port(),
            like.node(),
            like.pace());
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    host.close();
  }

  @Test
  void convergesAndReadsWhatTheRunTold() throws Exception {
    node.client(WORDS + "resource a; resource b; tell run_completed '\"updated\":2,\"total\":2'");
    convergence().advance(converging());
    assertThat(node.state()).as(node.told("ConvergeFailed").toString()).isEqualTo(State.VERIFYING);
    assertThat(node.told("converge")).hasSize(2);
    assertThat(node.host.connections()).as("to the other server").isZero();
  }

  @Test
  void losesNothingWhenTheLinkDrops() throws Exception {
    node.client(
        WORDS
            + """
            resource a; while [ ! -e go ]; do sleep 0.05; done; resource b
            tell run_completed '"updated":2,"total":2'
            """);
    Thread caller = advance(converging());
    await().until(() -> node.told("converge").size() == 1);
    host.dropLinks();
    node.release("go");
    caller.join();
    assertThat(node.state()).as(node.told("ConvergeFailed").toString()).isEqualTo(State.VERIFYING);
    assertThat(node.told("converge")).hasSize(2);
    assertThat(node.run().resolve("started")).content().hasLineCount(1);
  }

  @Test
  void stopsWhatRunsWhenSomebodyAborts() throws Exception {
    node.client("trap 'exit 2' INT\n" + WORDS + "resource a; while :; do sleep 0.05; done");
    Machine machine = converging();
    Thread caller = advance(machine);
    await().until(() -> node.told("converge").size() == 1);
    node.inventory.apply(machine, new Event.Aborted("ada"));
    new Halt(node.inventory, node.remote, settings, node.relations, node.logs, node.clock)
        .advance(node.machine());
    assertThat(node.told("step")).last().asString().startsWith("base was stopped (interrupted)");
    assertThat(node.run().resolve("exit-code")).hasContent("2");
    caller.join();
  }

  /** The server leaves it be, as nothing tells it that nobody listens. */
  @Test
  void aConvergeEndsAComparisonWhoseLinkWasLost() throws Exception {
    node.client(
        """
        case "$*" in *--why-run*) trap 'exit 2' INT; touch asked; while :; do sleep 0.1; done ;; esac
        """
            + WORDS
            + "tell run_completed '\"updated\":0,\"total\":0'");
    node.inventory.apply(converging(), new Event.Converged(0, 0, 0, "x"));
    node.inventory.apply(node.machine(), new Event.Accepted(0));
    node.inventory.apply(node.machine(), new Event.Joined("none", "x"));
    Path asked = node.home.resolve("runs/m-0123456789-drift-1-base/asked");
    try (Drift drift = node.drift(settings, Duration.ofMinutes(1))) {
      drift.ask(node.machine());
      await().until(() -> Files.exists(asked));
      host.dropLinks();
      await().until(() -> !node.told("drift").isEmpty());
      assertThat(asked.resolveSibling("exit-code")).doesNotExist();
      node.inventory.apply(node.machine(), new Event.Reconverge("ada"));
      convergence().advance(node.machine());
      convergence().advance(node.machine());
    }
    assertThat(asked.resolveSibling("exit-code")).hasContent("2");
    assertThat(node.state()).as(node.told("ConvergeFailed").toString()).isEqualTo(State.VERIFYING);
    assertThat(node.told("converge")).as("it waits for no lock").isEmpty();
  }

  private Convergence convergence() {
    return new Convergence(
        node.inventory,
        node.remote,
        settings,
        node.relations,
        node.turns,
        node.logs,
        node.durations,
        node.clock);
  }

  private Machine converging() throws Exception {
    node.inventory.apply(node.installed(host.hostKey()), new Event.Reachable("127.0.0.1"));
    return node.machine();
  }

  private Thread advance(Machine machine) {
    Convergence convergence = convergence();
    return Thread.ofVirtual().start(() -> convergence.advance(machine));
  }
}
