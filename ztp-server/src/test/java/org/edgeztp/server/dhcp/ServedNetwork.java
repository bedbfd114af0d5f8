package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A network of its own, with the server of these tests as a process on one side of it. */
final class ServedNetwork implements AutoCloseable {
  final PrivateNetwork network;

  /** The lines that the server printed. */
  final List<String> said = new CopyOnWriteArrayList<>();

  private final Process server;

  /** Skips the test where no network can be made. */
  ServedNetwork(String... clientSide) throws IOException {
    String missing = PrivateNetwork.missing();
    assumeTrue(missing.isEmpty(), missing);
    network = new PrivateNetwork();
    try {
      if (clientSide.length > 0) {
        onClient(clientSide);
      }
      server = startServer();
    } catch (IOException e) {
      network.close();
      throw e;
    }
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

  /** What a command prints on the other side, once it has ended. */
  String onClient(String... command) throws IOException {
    return network.onClient(command).inputReader(UTF_8).readAllAsString();
  }

  void awaitSaid(String words) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> said.stream().anyMatch(line -> line.contains(words)));
  }

  @Override
  public void close() throws IOException {
    server.getOutputStream().close();
    await().until(() -> !server.isAlive());
    network.close();
  }
}
