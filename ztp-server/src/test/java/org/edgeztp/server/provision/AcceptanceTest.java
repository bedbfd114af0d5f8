package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptanceTest {
  @TempDir Path directory;
  private Node node;

  @BeforeEach
  void start() throws Exception {
    node = new Node(directory);
    program("uname", "echo edge-1");
    program("grep", "echo 'MemTotal: 65000 kB'");
    program("cat", "case $1 in /sys/block/*) echo 16777216 ;; *) exec /bin/cat \"$@\" ;; esac");
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  @Test
  void acceptsWhenEveryCheckPassesAndKeepsTheEvidence() throws Exception {
    checks("[{'name':'answers','command':'echo fine','expect':'^fine','timeoutSeconds':5}]");
    acceptance(Clock.systemUTC()).advance(node.verifying());
    assertThat(node.state()).isEqualTo(State.HANDING_OFF);
    assertThat(node.told("check"))
        .containsExactly(
            "hostname: passed",
            "clock: passed",
            "memory: passed",
            "disks: passed",
            "base: answers: passed");
    assertThat(node.entries("check").getLast().facts())
        .containsEntry("evidence", "fine")
        .containsEntry("exit", 0);
    assertThat(node.told("Accepted")).containsExactly("5 acceptance checks passed");
  }

  @Test
  void triesAgainUntilTheCheckPasses() throws Exception {
    checks(
        "[{'name':'warms up','command':'echo >>tries; wc -l <tries','expect':'^3','timeoutSeconds':20}]");
    acceptance(Clock.systemUTC()).advance(node.verifying());
    assertThat(node.state()).isEqualTo(State.HANDING_OFF);
    assertThat(node.home.resolve("tries")).content().hasLineCount(3);
  }

  @Test
  void failsWithTheAnswerOfACheckThatDoesNotPass() throws Exception {
    checks("[{'name':'port','command':'echo closed','expect':'^open','timeoutSeconds':1}]");
    acceptance(Clock.systemUTC()).advance(node.verifying());
    assertThat(node.state()).isEqualTo(State.FAILED);
    assertThat(node.code()).isEqualTo("ACCEPTANCE_FAILED");
    assertThat(node.cause()).startsWith("base: port: ");
    assertThat(node.cause()).isEqualTo("base: port: expected /^open/ but it said: closed");
    assertThat(node.entries("check").getLast().facts()).containsEntry("status", "failed");
  }

  @Test
  void wantsExitCodeZeroToo() throws Exception {
    checks(
        "[{'name':'unit','command':'echo active; exit 3','expect':'active','timeoutSeconds':1}]");
    acceptance(Clock.systemUTC()).advance(node.verifying());
    assertThat(node.cause()).contains("exit code 3").contains("active");
  }

  @Test
  void failsAMachineWithAnotherName() throws Exception {
    program("uname", "echo debian");
    var hasty = acceptance(LeapingClock.by(Duration.ofSeconds(6)));
    hasty.advance(node.verifying());
    assertThat(node.cause()).isEqualTo("hostname: is 'debian' instead of 'edge-1'");
  }

  @Test
  void goesOnAtTheSameCheckAfterALostLink() throws Exception {
    checks(
        """
        [{'name':'slow','command':'touch begun; until [ -e go ]; do sleep 0.05; done','timeoutSeconds':20}]
        """);
    Machine machine = node.verifying();
    Thread caller = Thread.ofVirtual().start(() -> acceptance(Clock.systemUTC()).advance(machine));
    await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(node.home.resolve("begun")));
    node.host.dropLinks();
    await().until(() -> node.host.connections() >= 2);
    Files.createFile(node.home.resolve("go"));
    assertThat(caller.join(Duration.ofSeconds(20))).isTrue();
    assertThat(node.state()).isEqualTo(State.HANDING_OFF);
    assertThat(node.told("check")).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void namesAChecksFileThatCannotBeRead() throws Exception {
    checks("[{'name':'no command'}]");
    acceptance(Clock.systemUTC()).advance(node.verifying());
    assertThat(node.cause()).contains("checks of cookbook base");
  }

  @Test
  void leavesAMachineInAnotherStateAlone() throws Exception {
    Machine machine = node.converging();
    acceptance(Clock.systemUTC()).advance(machine);
    assertThat(node.machine()).isEqualTo(machine);
    assertThat(node.host.connections()).isZero();
  }

  private Acceptance acceptance(Clock clock) {
    return new Acceptance(node.inventory, node.remote, node.settings, clock);
  }

  private void checks(String json) throws Exception {
    Files.writeString(
        node.settings.cookbooks().resolve("base/acceptance.json"), json.replace('\'', '"'));
  }

  private void program(String name, String script) throws Exception {
    Path file = node.home.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/bash\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
