package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.ssh.SshHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first contact with an installed machine. */
class ReachTest {
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
  void takesAnInstalledMachineOnOnceItAnswers() throws Exception {
    node.convergence.advance(node.installed(node.host.hostKey()));
    assertThat(node.state()).isEqualTo(State.CONVERGING);
    assertThat(node.told("Reachable")).singleElement().asString().contains("127.0.0.1");
  }

  @Test
  void leavesAnInstalledMachineThatDoesNotAnswerYet() throws Exception {
    Machine machine = node.installed(node.host.hostKey());
    node.host.close();
    node.convergence.advance(machine);
    assertThat(node.machine()).isEqualTo(machine);
    assertThat(node.code()).isEqualTo("none");
    node.clock.advance(Duration.ofMinutes(1));
    assertThat(node.code()).isEqualTo("SSH_CLOSED");
  }

  @Test
  void saysThatAnInstalledMachineIsNotReached() throws Exception {
    Machine machine = node.installed(node.host.hostKey());
    node.host.close();
    try (var mute = new ServerSocket(node.host.port(), 5, InetAddress.getLoopbackAddress())) {
      node.convergence.advance(machine);
      assertThat(mute.isBound()).isTrue();
    }
    node.clock.advance(Duration.ofMinutes(2));
    assertThat(node.code()).isEqualTo("HOST_UNREACHABLE");
  }

  @Test
  void failsAMachineWithAnotherHostKeyAloud() throws Exception {
    String other = PublicKeyEntry.toString(SshHost.newKey().getPublic());
    node.convergence.advance(node.installed(other));
    assertThat(node.state()).isEqualTo(State.FAILED);
    assertThat(node.cause()).contains("SHA256:").contains("nothing was sent");
    assertThat(node.told("refused")).singleElement().isEqualTo(node.cause());
    assertThat(node.code()).isEqualTo("WRONG_HOST_KEY");
  }

  @Test
  void failsAMachineThatDoesNotTakeTheOperatorKey() throws Exception {
    node.host.authorize("nobody");
    node.convergence.advance(node.installed(node.host.hostKey()));
    assertThat(node.state()).isEqualTo(State.FAILED);
    assertThat(node.told("ConnectRefused")).hasSize(1);
    assertThat(node.code()).isEqualTo("SSH_REFUSED");
  }
}
