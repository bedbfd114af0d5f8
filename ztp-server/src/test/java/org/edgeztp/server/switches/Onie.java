package org.edgeztp.server.switches;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.edgeztp.server.dhcp.PrivateNetwork;

/**
 * A switch that ONIE runs on.
 *
 * @param blind what its ONIE does not look at: {@code exact} URLs, names by {@code http}
 */
record Onie(String mac, String serial, String machine, String blind) {
  static final Path SCRIPTS = Path.of("src/test/resources/org/edgeztp/server/switches");
  private static final int LIMIT = 60;

  /**
   * One pass over the network.
   *
   * @param lines what it asked for, each with the answer
   */
  record Pass(boolean reboots, List<String> lines, Duration took) {}

  /** In namespaces that take everything it started with them. */
  Pass pass(PrivateNetwork network, BusyBox busyBox, Path folder)
      throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(folder, "onie");
    List<String> command =
        List.of(
            "env",
            "-i",
            "PATH=" + busyBox.folder(),
            "start=" + busyBox.start(),
            "onie_eth_addr=" + mac,
            "onie_serial_num=" + serial,
            "onie_machine=" + machine,
            "onie_switch_asic=bcm",
            "blind=" + blind,
            "/usr/bin/unshare",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            busyBox.folder().resolve("sh").toString(),
            "-c",
            busyBox.start(),
            SCRIPTS.resolve("onie.sh").toAbsolutePath().toString(),
            PrivateNetwork.CLIENT_SIDE,
            own.toString());
    long begun = System.nanoTime();
    Process process = network.onClient(command.toArray(String[]::new));
    try (Stream<String> output = process.inputReader(UTF_8).lines()) {
      List<String> lines = output.toList();
      boolean ended = process.waitFor(LIMIT, TimeUnit.SECONDS);
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      return new Pass(ended && process.exitValue() == 0, lines, took);
    } finally {
      process.destroyForcibly();
    }
  }

  /** One of its questions by HTTP, whose answer it loses. */
  void asksByHttp(PrivateNetwork network) throws IOException {
    Process curl =
        network.onClient(
            "curl",
            "-s",
            "-H",
            "ONIE-MACHINE: " + machine,
            "-H",
            "ONIE-SERIAL-NUMBER: " + serial,
            "-H",
            "ONIE-ETH-ADDR: " + mac,
            "-H",
            "ONIE-OPERATION: os-install",
            "http://10.77.0.1/onie-installer");
    curl.inputReader(UTF_8).readAllAsString();
  }
}
