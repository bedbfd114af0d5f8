package org.edgeztp.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.dhcp.PrivateNetwork;
import org.edgeztp.server.switches.BusyBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that ONIE is given, as ONIE runs it: by BusyBox, against a device plane. */
class SwitchInstallerTest {
  @TempDir private Path folder;
  private SwitchSite plane;
  private BusyBox busyBox;

  @BeforeEach
  void listen() throws Exception {
    assumeTrue(PrivateNetwork.has("busybox"), "needs busybox");
    busyBox = BusyBox.in(Files.createDirectory(folder.resolve("programs")));
    plane = new SwitchSite(folder);
  }

  @AfterEach
  void close() {
    plane.close();
  }

  @Test
  void theInstallerNeedsNothingButBusyBoxAndCanBeRunOnce() throws Exception {
    Path installer = plane.toBeInstalled();
    assertThat(runByBusyBox(installer)).isZero();
    assertThat(output()).contains("a system is written", "installed sonic");
    assertThat(plane.now().state()).isEqualTo(State.INSTALLED);

    assertThat(runByBusyBox(installer)).isEqualTo(1);
    assertThat(output())
        .contains("not installed, the server says: 410")
        .doesNotContain("a system is written");
    assertThat(plane.now().state()).isEqualTo(State.INSTALLED);
  }

  @Test
  void anImageThatIsNotTheOneThatWasAddedIsNotRun() throws Exception {
    Path installer = plane.toBeInstalled();
    Files.writeString(
        folder.resolve("added/sonic/switch-installer"),
        SwitchSite.NOS.replace("written", "spoiled"));
    assertThat(runByBusyBox(installer)).isEqualTo(1);
    assertThat(output()).doesNotContain("a system is");
    assertThat(plane.now().state()).isEqualTo(State.FAILED);
    assertThat(plane.now().failure().orElseThrow().cause())
        .contains("SHA-256 of sonic is", "expected " + plane.sha256);
  }

  /** Its output goes into a file, as a pipe would wait for whatever it leaves behind. */
  private int runByBusyBox(Path script) throws Exception {
    Process process =
        busyBox
            .shell(script)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ends").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }
}
