package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.edgeztp.assets.Templates;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Nic;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.http.HardwareReport;
import org.edgeztp.server.ssh.SshHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that runs a system already; what it tells is what this host is made of. */
class AdoptionTest {
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
  void takesAMachineOnWithTheHardwareThatItsSystemTells() throws Exception {
    adopt(new Templates().tellHardware(), node.host.hostKey());
    assertThat(node.state()).isEqualTo(State.INSTALLED);
    assertThat(node.machine().hostKey()).contains(node.host.hostKey());
    Hardware hardware = node.machine().hardware().orElseThrow();
    assertThat(hardware.cpus()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(hardware.nics()).extracting(Nic::name).doesNotContain("lo");
  }

  @Test
  void aMachineThatTellsNothingSensibleFailsByName() throws Exception {
    adopt("echo no report", node.host.hostKey());
    assertThat(node.state()).isEqualTo(State.FAILED);
    assertThat(node.cause()).startsWith("what it tells of its hardware is not understood: ");
    assertThat(node.code()).isEqualTo("INSPECTION_FAILED");
  }

  @Test
  void aMachineThatLacksAToolSaysWhich() throws Exception {
    adopt("no-such-tool", node.host.hostKey());
    assertThat(node.cause()).startsWith("it does not tell its hardware: ").contains("no-such-tool");
  }

  @Test
  void isNotTakenInByAnotherHost() throws Exception {
    adopt("true", PublicKeyEntry.toString(SshHost.newKey().getPublic()));
    assertThat(node.state()).isEqualTo(State.FAILED);
    assertThat(node.code()).isEqualTo("WRONG_HOST_KEY");
  }

  @Test
  void failsAloudWhereTheServersKeyIsNotLetIn() throws Exception {
    node.host.authorize("nobody");
    adopt("true", node.host.hostKey());
    assertThat(node.code()).isEqualTo("SSH_REFUSED");
  }

  private void adopt(String script, String hostKey) throws Exception {
    new Adoption(
            node.inventory,
            node.remote,
            node.settings,
            script,
            text -> HardwareReport.parse(text).hardware())
        .advance(node.adopting(hostKey));
  }
}
