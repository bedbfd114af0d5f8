package org.edgeztp.server.switches;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.edgeztp.server.Main;
import org.edgeztp.server.dhcp.PrivateNetwork;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole server on a network of its own, with a cable on which a switch can be. */
final class SwitchLab implements AutoCloseable {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  final PrivateNetwork network = new PrivateNetwork();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final Path token;
  private final Process server;

  /**
   * Starts them.
   *
   * @param folder with leaf.json and leaf.sh, for everything else of theirs
   * @param system what switches are installed with
   */
  SwitchLab(Path folder, Path system) throws IOException, InterruptedException {
    token = folder.resolve("data/admin-token");
    Files.writeString(
        Files.createDirectory(folder.resolve("assets")).resolve("manifest.json"),
        "{\"built\": \"2026-11-25T10:00:00Z\", \"suite\": \"trixie\", \"files\": {}, \"images\": {}}");
    add(system, folder.resolve("installers"));
    Path config = Files.writeString(folder.resolve("ztp.yaml"), config(folder));
    server =
        network.onServer(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-Dztp.home=" + HOME,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            "--config",
            config.toString());
    Thread.ofVirtual().start(this::readLog);
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> !server.isAlive() || isUp());
      assertThat(server.isAlive()).as("the server runs: %s", log).isTrue();
    } catch (RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  private static String config(Path folder) {
    return """
    data: %1$s/data
    assets: %1$s/assets
    installers: %1$s/installers
    other-servers: warn
    networks:
      - interface: %2$s
        address: 10.77.0.1
        subnets: [{subnet: 10.77.0.0/24, pools: [10.77.0.50-10.77.0.199]}]
    profiles:
      - name: leaf
        installer: onie
        image: sonic
        hostname: leaf-{serial}
        ztp: {config-db: %1$s/leaf.json, script: %1$s/leaf.sh}
        orchestrator: central
    rules:
      - {name: leaves, profile: leaf, when: {model: "accton_as7712*"}}
    orchestrators:
      - {name: central, url: "http://127.0.0.1:9/", confirm: "http://127.0.0.1:9/{id}", secrets: [whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0]}
    """
        .formatted(folder, PrivateNetwork.SERVER_SIDE);
  }

  private static void add(Path system, Path installers) throws IOException, InterruptedException {
    var add = HOME.resolve("pxe-assets/add.sh").toString();
    Process process =
        new ProcessBuilder(
                add, "sonic", "--onie-installer", system.toString(), "--to", installers.toString())
            .redirectErrorStream(true)
            .start();
    String output = process.inputReader(UTF_8).readAllAsString();
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
  }

  /** Until the server ends, which closes what is read from. */
  private void readLog() {
    try (BufferedReader output = server.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        log.add(line);
      }
    } catch (IOException e) {
      log.add("(its output ended: " + e.getMessage() + ")");
    }
  }

  JsonNode machine(String mac) throws IOException {
    return get("/machines/" + mac);
  }

  /** Whether the machine's timeline has an entry of the kind with this text. */
  boolean tells(String mac, String kind, String text) throws IOException {
    return timeline(mac).stream().anyMatch(line -> line.startsWith(kind) && line.contains(text));
  }

  /** One line an entry: its kind, or the state it led to, and its text. */
  List<String> timeline(String mac) throws IOException {
    return get("/machines/" + mac + "/timeline")
        .path("items")
        .valueStream()
        .map(entry ->
            entry.path("to").asString(entry.path("kind").asString())
                + " "
                + entry.path("text").asString())
        .toList();
  }

  private boolean isUp() throws IOException {
    return !curl("/healthz").isEmpty();
  }

  private JsonNode get(String path) throws IOException {
    return JSON.readTree(curl("/api/v1" + path));
  }

  private String curl(String path) throws IOException {
    String header =
        Files.exists(token) ? "Authorization: Bearer " + Files.readString(token).strip() : "";
    Process curl = network.onServer("curl", "-s", "-H", header, "http://127.0.0.1:8080" + path);
    return curl.inputReader(UTF_8).readAllAsString();
  }

  @Override
  public void close() throws IOException {
    server.destroy();
    await().until(() -> !server.isAlive());
    network.close();
  }
}
