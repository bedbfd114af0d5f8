package org.edgeztp.server;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lifecycle.Observation.Kind;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.store.MemoryLeaseStore;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.server.boot.Announced;
import org.edgeztp.server.boot.Tokens;
import org.edgeztp.server.dhcp.DhcpServer;
import org.edgeztp.server.dhcp.DhcpSettings;
import org.edgeztp.server.http.HttpListener;
import org.edgeztp.server.http.Served;
import org.edgeztp.server.http.Site;
import org.edgeztp.server.metrics.Metrics;
import org.edgeztp.server.repository.DiskLimit;
import org.edgeztp.server.repository.MirrorSettings;
import org.edgeztp.server.repository.PackageMirror;
import org.edgeztp.server.runlog.RunLogs;
import org.edgeztp.server.tftp.TftpServer;
import org.edgeztp.server.tftp.TftpSettings;

/**
 * The device plane of a server on the loopback: DHCP behind a relay, TFTP, HTTP and the package
 * mirror, put together as the real one is, with a clock that a test turns.
 */
final class FaultSite implements AutoCloseable {
  static final MacAddress MAC = new MacAddress("52:54:00:77:00:01");
  static final String IMAGE = "content of image.zst";
  private static final List<String> FILES =
      List.of("undionly.kpxe", "ipxe.efi", "localdisk.efi", "vmlinuz", "ramdisk.cpio.zst");

  final TestClock clock = new TestClock();
  final Inventory inventory;
  final Tokens tokens = new Tokens(new byte[32]);
  final RunLogs logs;
  final DatagramSocket relay;
  private final BootPlane plane;
  private final HttpListener http;
  private final TftpServer tftp;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /**
   * Starts it.
   *
   * @param digest SHA-256 of the image as the manifest tells it
   */
  FaultSite(Path folder, String digest) throws Exception {
    logs = new RunLogs(folder.resolve("logs"));
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    assets(folder, digest);
    Config config = ConfigFile.parse(text(folder), "ztp.yaml");
    NetworkPlan networks = NetworkPlan.of(config.networks());
    inventory =
        new Inventory(
            new MemoryMachineStore(),
            config.policy().toPolicy(config),
            clock,
            () -> new MachineId("m-0123456789"));
    Leases leases = new Leases(networks.pools(), new MemoryLeaseStore(), clock);
    open.push(leases);
    var whereabouts = new Whereabouts(inventory, leases);
    var watches = NetworkWatches.none();
    var metrics = new Metrics(inventory, leases, clock);
    var witness = new Witness(whereabouts, watches, logs, metrics, new SentAnswers(clock), clock);
    open.push(witness);
    Served served = Served.read(config.assets(), config.installers());
    var site =
        new Site(
            "ssh-ed25519 AAAA push",
            "ops",
            List.of(),
            _ -> List.of(),
            () -> false,
            (_, _) -> Optional.empty());
    plane = BootPlane.of(config, () -> served, site, whereabouts, tokens, Announced.NOTHING);
    var mirror =
        new PackageMirror(
            new MirrorSettings(
                config.mirrors(),
                Map.of(),
                folder.resolve("mirror"),
                false,
                new DiskLimit.Percent(100)),
            witness::saw);
    open.push(mirror);
    http = new HttpListener("device", List.of("127.0.0.1"), 0, plane.http(mirror, logs));
    open.push(http);
    var impatient = new TftpSettings(1468, 64, 10, Duration.ofMillis(20), 2);
    tftp = new TftpServer(here, 0, plane.tftp(here), witness::saw, impatient);
    open.push(tftp);
    relay = serveDhcp(networks, leases, witness);
    open.push(relay);
  }

  /** Server and relay speak on one port, which somebody else may have on another address. */
  private DatagramSocket serveDhcp(NetworkPlan networks, Leases leases, Witness witness)
      throws IOException {
    for (int tries = 1; ; tries++) {
      var free = new DatagramSocket(null);
      free.setReuseAddress(true);
      free.setSoTimeout(5000);
      free.bind(new InetSocketAddress("127.0.0.2", 0));
      var settings = new DhcpSettings(networks.networks(), free.getLocalPort(), 68);
      try {
        open.push(
            DhcpServer.start(settings, leases, plane.waist(), _ -> Optional.empty(), witness::saw));
        return free;
      } catch (IOException e) {
        free.close();
        if (tries == 10) {
          throw e;
        }
      }
    }
  }

  SimulatedMachine machine() throws IOException {
    var machine = new SimulatedMachine(MAC, relay, tftp.port(), http.port(), this::packets);
    open.push(machine);
    return machine;
  }

  /** A machine that somebody tells of, and that a rule takes on, before anything came from it. */
  void register() {
    plane.intake().consider(inventory.register(MAC, "s1", "a test"));
  }

  /** The inventory's queues move on: a profile for who is READY, and room to install. */
  void admit() {
    plane.intake().assign(now());
    plane.intake().admit(now());
  }

  Machine now() {
    return inventory.find(MAC).orElseThrow();
  }

  private int packets() {
    return inventory.find(MAC).map(known -> inventory.count(known, Kind.DHCP)).orElse(0);
  }

  /** The path of the machine's present run. */
  String run() {
    return "/run/" + tokens.of(now()).text();
  }

  String base() {
    return "http://127.0.0.1:" + http.port();
  }

  /** The code of why it is stuck or failed; "none" when nothing is amiss. */
  String code() {
    return inventory.explain(now()).cause().map(cause -> cause.code().name()).orElse("none");
  }

  @Override
  public void close() throws IOException {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new IOException("closing the site", e);
      }
    }
  }

  static String sha256(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  private static String text(Path folder) {
    return """
    site: s1
    assets: %s
    installers: %s
    networks:
      - interface: lo
        address: 127.0.0.1
        subnets:
          - subnet: 127.0.0.0/8
            pools: [127.1.0.50-127.1.0.99]
    profiles:
      - {name: edge, image: debian-13, orchestrator: central}
    rules:
      - {name: all, profile: edge}
    mirrors: {debian: "http://127.0.0.1:9/debian"}
    orchestrators:
      - {name: central, url: "http://o/e", confirm: "http://o/m/{id}", secrets: [whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3]}
    """
        .formatted(folder, folder.resolve("installers"));
  }

  private static void assets(Path folder, String digest) throws IOException {
    String content = "{\"size\": 1200, \"sha256\": \"%s\"}".formatted("0".repeat(64));
    for (String file : FILES) {
      Files.writeString(folder.resolve(file), file.repeat(200).substring(0, 1200));
    }
    Files.writeString(folder.resolve("image.zst"), IMAGE);
    Files.writeString(
        folder.resolve("manifest.json"),
        """
        {"built": "2026-11-25T00:00:00Z", "suite": "trixie", "images": {"debian-13":
          {"file": "image.zst", "size": %d, "sha256": "%s", "rawSize": 1048576, "kernel": "6.12"}},
         "files": {%s}}
        """
            .formatted(
                IMAGE.length(),
                digest,
                FILES.stream()
                    .map(file -> "\"%s\": %s".formatted(file, content))
                    .collect(Collectors.joining(", "))));
  }
}
