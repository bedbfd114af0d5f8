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
import org.edgeztp.server.dhcp.PrivateNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server as a process that may not do all it would, with a client on its network. */
class ServeWithoutRightsTest {
  private static final List<String> WITHOUT_RAW = List.of("setpriv", "--bounding-set", "-net_raw");
  private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

  @TempDir private Path folder;
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private PrivateNetwork network;
  private @Nullable Process server;

  @BeforeEach
  void connect() throws IOException {
    assumeTrue(PrivateNetwork.missing().isEmpty(), PrivateNetwork.missing());
    assumeTrue(PrivateNetwork.has("setpriv"), "needs setpriv");
    network = new PrivateNetwork();
  }

  @AfterEach
  void disconnect() throws IOException {
    if (server != null) {
      server.destroyForcibly().onExit().join();
    }
    if (network != null) {
      network.close();
    }
  }

  @Test
  void leasesByBroadcastWithoutCapNetRaw() throws IOException {
    serve(WITHOUT_RAW, NATIVE, "warn");

    assertThat(log)
        .anyMatch(line ->
            line.endsWith(
                "DHCP on port 67, on zts, broadcast to clients without an address, as CAP_NET_RAW"
                    + " is missing (opening a socket: Operation not permitted)"))
        .anyMatch(line ->
            line.endsWith(
                "zts: no router advertisements, so iPXE waits in vain for one before it goes on:"
                    + " opening a socket: Operation not permitted"));
    assertThat(udhcpc("3")).contains("lease of 10.77.0.50 obtained from 10.77.0.1");
  }

  @Test
  void answersNobodyWhereOtherServersCannotBeLookedFor() throws IOException {
    serve(WITHOUT_RAW, NATIVE, "refuse");

    assertThat(log)
        .anyMatch(line ->
            line.contains(
                "zts: other DHCP servers cannot be looked for: opening a socket: Operation not"
                    + " permitted. Nothing is answered here until they can: "));
    assertThat(udhcpc("1")).contains("no lease");
  }

  @Test
  void leasesByJavasOwnSocketsWithoutNativeAccess() throws IOException {
    serve(List.of(), "--illegal-native-access=warn", "warn");

    assertThat(log)
        .anyMatch(line ->
            line.endsWith(
                "DHCP on port 67, on zts, broadcast to clients without an address, as Java was"
                    + " started without --enable-native-access"));
    assertThat(udhcpc("3")).contains("lease of 10.77.0.50 obtained from 10.77.0.1");
  }

  private void serve(List<String> before, String access, String otherServers) throws IOException {
    Files.writeString(
        folder.resolve("manifest.json"),
        """
        {"built": "2026-01-01T00:00:00Z", "suite": "trixie", "files": {}, "images": {}}
        """);
    Path config =
        Files.writeString(
            folder.resolve("ztp.yaml"),
            """
            data: %1$s/data
            assets: %1$s
            installers: %1$s/installers
            other-servers: %2$s
            networks:
              - interface: %3$s
                address: 10.77.0.1
                subnets: [{subnet: 10.77.0.0/24, pools: [10.77.0.50-10.77.0.199]}]
            """
                .formatted(folder, otherServers, PrivateNetwork.SERVER_SIDE));
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            access,
            "-XX:TieredStopAtLevel=1",
            "-Dlogback.configurationFile=logback.xml",
            "-Dztp.home=" + Path.of("..").toAbsolutePath().normalize(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            "--config",
            config.toString()));
    Process started = network.onServer(command.toArray(String[]::new));
    server = started;
    Thread.ofVirtual().start(() -> started.inputReader(UTF_8).lines().forEach(log::add));
    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> {
          assertThat(started.isAlive()).as("the server runs: %s", log).isTrue();
          return log.stream().anyMatch(line -> line.contains("EdgeZTP serves"));
        });
  }

  private String udhcpc(String tries) throws IOException {
    return network
        .onClient("busybox", "udhcpc", "-fqn", "-t", tries, "-T1", "-s", "/bin/true", "-i", "ztc")
        .inputReader(UTF_8)
        .readAllAsString();
  }
}
