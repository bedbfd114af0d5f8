package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real host sits on the first address of the pool, 10.77.0.50, before a client comes. */
class SquatterTest {
  private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
  private PrivateNetwork network;
  private Process server;

  @BeforeEach
  void start() throws IOException {
    String missing = PrivateNetwork.missing();
    assumeTrue(missing.isEmpty(), missing);
    network = new PrivateNetwork();
    onClient("ip", "addr", "add", "10.77.0.50/24", "dev", PrivateNetwork.CLIENT_SIDE);
    server = startServer();
  }

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.getOutputStream().close();
      await().until(() -> !server.isAlive());
    }
    if (network != null) {
      network.close();
    }
  }

  @Test
  void isFoundAndItsAddressNotOffered() throws IOException {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> said.stream().anyMatch(line -> line.contains("probed")));

    assertThat(onClient("busybox", "udhcpc", "-fqn", "-s", "/bin/true", "-i", "ztc"))
        .contains("lease of 10.77.0.51 obtained from 10.77.0.1");

    assertThat(said)
        .filteredOn(line -> line.contains("is used by"))
        .singleElement()
        .asString()
        .contains("zts: 10.77.0.50 is used by 52:54:00:77:00:31, which did not get it here");
  }

  private Process startServer() throws IOException {
    Process started =
        network.onServer(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Dlogback.configurationFile=logback.xml",
            "-cp",
            System.getProperty("java.class.path"),
            LabServer.class.getName(),
            PrivateNetwork.SERVER_SIDE);
    BufferedReader output = started.inputReader(UTF_8);
    Thread.ofVirtual().start(() -> output.lines().forEach(said::add));
    return started;
  }

  private String onClient(String... command) throws IOException {
    return network.onClient(command).inputReader(UTF_8).readAllAsString();
  }
}
