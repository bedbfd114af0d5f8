package org.edgeztp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.edgeztp.inventory.store.Cluster;
import org.edgeztp.server.dhcp.PrivateNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server on a network of its own, with its inventory in a real PostgreSQL. */
class OnPostgresqlTest {
  private static final int PORT = 5432;

  private final Queue<String> log = new ConcurrentLinkedQueue<>();

  private final List<Process> servers = new ArrayList<>();

  @TempDir private Path folder;

  @AfterEach
  void end() {
    servers.forEach(Process::destroyForcibly);
  }

  @Test
  void knowsAMachineAndItsLeaseAfterARestart() throws IOException {
    assumeTrue(PrivateNetwork.missing().isEmpty(), PrivateNetwork.missing());
    assumeTrue(Cluster.missing().isEmpty(), Cluster.missing());
    try (var network = new PrivateNetwork();
        var cluster =
            new Cluster(PORT, command -> network.onServer(command.toArray(String[]::new)))) {
      cluster.create("edgeztp");
      Process server = serve(network);
      await().atMost(Duration.ofSeconds(90)).until(() -> isUp(network, server));
      String leased = lease(network);
      assertThat(leased).contains("lease of 10.77.0.");
      register(network);
      assertThat(machines(network))
          .contains("\"mac\":\"" + PrivateNetwork.CLIENT_MAC + "\"", "\"state\":\"DISCOVERED\"");
      stop(server);

      Process again = serve(network);
      await().atMost(Duration.ofSeconds(90)).until(() -> isUp(network, again));
      assertThat(machines(network)).contains(PrivateNetwork.CLIENT_MAC);
      assertThat(lease(network)).isEqualTo(leased);
      stop(again);
      assertThat(Files.exists(folder.resolve("data/inventory.mv.db"))).isFalse();
    }
  }

  private Process serve(PrivateNetwork network) throws IOException {
    Path assets = Files.createDirectories(folder.resolve("assets"));
    Files.writeString(
        assets.resolve("manifest.json"),
        """
        {"built": "2026-01-01T00:00:00Z", "suite": "trixie", "files": {}, "images": {}}
        """);
    Path config =
        Files.writeString(
            folder.resolve("ztp.yaml"),
            """
            data: %1$s/data
            database: {url: "postgresql://127.0.0.1:%3$d/edgeztp", user: postgres}
            assets: %1$s/assets
            installers: %1$s/installers
            other-servers: warn
            networks:
              - interface: %2$s
                address: 10.77.0.1
                subnets: [{subnet: 10.77.0.0/24, pools: [10.77.0.50-10.77.0.199]}]
            """
                .formatted(folder, PrivateNetwork.SERVER_SIDE, PORT));
    Process server =
        network.onServer(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-Dztp.home=" + Path.of("..").toAbsolutePath().normalize(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            "--config",
            config.toString());
    servers.add(server);
    Thread.ofVirtual().start(() -> server.inputReader(UTF_8).lines().forEach(log::add));
    return server;
  }

  private boolean isUp(PrivateNetwork network, Process server) throws IOException {
    assertThat(server.isAlive()).as("the server runs: %s", log).isTrue();
    return !curl(network, "/healthz").isEmpty();
  }

  /** What a client of DHCP is given. */
  private static String lease(PrivateNetwork network) throws IOException {
    Process client =
        network.onClient(
            "busybox",
            "udhcpc",
            "-f",
            "-n",
            "-q",
            "-s",
            "/bin/true",
            "-i",
            PrivateNetwork.CLIENT_SIDE);
    return client
        .inputReader(UTF_8)
        .lines()
        .filter(line -> line.contains("lease of"))
        .findFirst()
        .orElse("none");
  }

  private String machines(PrivateNetwork network) throws IOException {
    return curl(network, "/api/v1/machines");
  }

  private void register(PrivateNetwork network) throws IOException {
    curl(
        network,
        "/api/v1/machines",
        "-d",
        "{\"mac\": \"%s\"}".formatted(PrivateNetwork.CLIENT_MAC),
        "-H",
        "Content-Type: application/json");
  }

  private String curl(PrivateNetwork network, String path, String... more) throws IOException {
    Path token = folder.resolve("data/admin-token");
    String header =
        Files.exists(token) ? "Authorization: Bearer " + Files.readString(token).strip() : "";
    return network
        .onServer(
            Stream.concat(
                    Stream.of("curl", "-s", "-H", header, "http://127.0.0.1:8080" + path),
                    Stream.of(more))
                .toArray(String[]::new))
        .inputReader(UTF_8)
        .readAllAsString();
  }

  private static void stop(Process server) {
    server.destroy();
    server.onExit().join();
  }
}
