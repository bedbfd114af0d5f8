package org.edgeztp.server.dhcp6;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.edgeztp.server.dhcp.PrivateNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real clients on a network of their own. */
class Dhcp6LinuxTest {
  private static final String ADDRESS = "fd77::5054:ff:fe77:31";
  private static final ConcurrentLinkedQueue<String> SAID = new ConcurrentLinkedQueue<>();
  private static PrivateNetwork network;
  private static Process server;

  @BeforeAll
  static void start() throws IOException {
    String missing = PrivateNetwork.missing();
    assumeTrue(missing.isEmpty(), missing);
    network = new PrivateNetwork();
    server =
        network.onServer(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            LabServer6.class.getName(),
            PrivateNetwork.SERVER_SIDE);
    BufferedReader output = server.inputReader(UTF_8);
    Thread.ofVirtual().start(() -> output.lines().forEach(SAID::add));
    await().atMost(Duration.ofSeconds(30)).until(() -> SAID.contains("ready"));
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.getOutputStream().close();
      await().until(() -> !server.isAlive());
    }
    if (network != null) {
      network.close();
    }
  }

  @Test
  void letsTheKernelMakeTheSameAddress() {
    awaitAddress(ADDRESS + "/64");
  }

  @Test
  void leasesToDhclientAndTakesTheAddressBack(@TempDir Path folder) throws IOException {
    assumeTrue(PrivateNetwork.has("dhclient"), "needs dhclient");
    awaitAddress("fe80::5054:ff:fe77:31/64");
    Files.createFile(folder.resolve("lease"));

    assertThat(dhclient(folder, "-1")).contains("IAADDR " + ADDRESS, "Bound to lease");
    assertThat(dhclient(folder, "-r")).contains("Release Address " + ADDRESS);
    await().until(() -> SAID.stream().anyMatch(line -> line.contains(ADDRESS + " released")));
  }

  /** Until it is known to be nobody else's. */
  private static void awaitAddress(String address) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            text(network.onClient("ip", "-6", "addr", "show", "dev", PrivateNetwork.CLIENT_SIDE))
                .lines()
                .anyMatch(line -> line.contains(address) && !line.contains("tentative")));
  }

  private static String dhclient(Path folder, String what) throws IOException {
    return text(
        network.onClient(
            "timeout",
            "30",
            "dhclient",
            "-6",
            "-v",
            what,
            "-lf",
            folder.resolve("lease").toString(),
            "-pf",
            folder.resolve("pid").toString(),
            "-sf",
            "/bin/true",
            PrivateNetwork.CLIENT_SIDE));
  }

  private static String text(Process process) throws IOException {
    return process.inputReader(UTF_8).readAllAsString();
  }
}
