package org.edgeztp.server.switches;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.edgeztp.server.dhcp.PrivateNetwork;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * SONiC on a switch that sets itself up, as its ztp-engine does: DHCP, the JSON, its sections in
 * their order. What the engine calls of the rest of SONiC is in the folder {@code sonic}. It has a
 * host name of its own.
 */
final class Sonic implements AutoCloseable {
  private static final Path PROGRAMS = Onie.SCRIPTS.resolve("sonic").toAbsolutePath();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final PrivateNetwork network;
  private final Onie hardware;
  private final Path folder;
  private final Process host;
  private final Map<String, String> sections = new TreeMap<>();

  Sonic(PrivateNetwork network, Onie hardware, Path folder) throws IOException {
    this.network = network;
    this.hardware = hardware;
    this.folder = Files.createTempDirectory(folder, "sonic");
    this.host =
        network.onClient("unshare", "--uts", "sh", "-c", "hostname sonic; echo up; exec cat");
    host.inputReader(UTF_8).readLine();
  }

  /** Status of each section when everything is done; empty where no JSON is to be had. */
  Map<String, String> provision() throws IOException {
    Map<String, String> lease = lease();
    if (!lease.containsKey("bootfile")) {
      return Map.of();
    }
    JsonNode json = JSON.readTree(Files.readString(download(lease.get("bootfile"), "ztp.json")));
    Map<String, JsonNode> inOrder =
        json.path("ztp")
            .propertyStream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, TreeMap::new));
    inOrder.keySet().forEach(name -> sections.put(name, "BOOT"));
    for (var section : inOrder.entrySet()) {
      is(section.getKey(), "IN-PROGRESS");
      is(section.getKey(), apply(section.getKey(), section.getValue()) ? "SUCCESS" : "FAILED");
    }
    return sections;
  }

  /** A section is of the plugin that it is called after, or brings one. */
  private boolean apply(String name, JsonNode section) throws IOException {
    if (section.has("plugin")) {
      String source = section.path("plugin").path("url").path("source").asString();
      Path plugin = download(source, name);
      Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwx------"));
      return run(plugin.toString(), "/dev/null") == 0;
    }
    return name.endsWith("-configdb-json")
        && run(
                "config",
                "reload",
                "-y",
                download(section.path("url").path("source").asString(), name).toString())
            == 0;
  }

  private void is(String section, String status) throws IOException {
    sections.put(section, status);
    Files.writeString(
        folder.resolve("sections"),
        sections.entrySet().stream()
            .map(one -> one.getKey() + ": " + one.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  private Map<String, String> lease() throws IOException {
    run("ip", "link", "set", "dev", PrivateNetwork.CLIENT_SIDE, "down");
    run("ip", "link", "set", "dev", PrivateNetwork.CLIENT_SIDE, "address", hardware.mac(), "up");
    String identity = "SONiC##%s##%s".formatted(hardware.machine(), hardware.serial());
    run(
        ("busybox udhcpc -q -n -t 2 -T 2 -i %s -s %s -C -x 61:00%s -x 77:%s"
                + " -O 66 -O 67 -O 225 -O 226 -O 239")
            .formatted(
                PrivateNetwork.CLIENT_SIDE,
                Onie.SCRIPTS.resolve("lease.sh").toAbsolutePath(),
                hex(identity),
                hex("SONiC-ZTP"))
            .split(" "));
    try (var lines = Files.lines(folder.resolve("lease"))) {
      return lines
          .filter(line -> line.contains("="))
          .map(line -> line.split("=", 2))
          .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, _) -> one));
    }
  }

  private Path download(String url, String name) throws IOException {
    Path file = folder.resolve(name);
    run(
        "curl",
        "-f",
        "-s",
        "-o",
        file.toString(),
        "-A",
        "SONiC-ZTP/0.1",
        "-H",
        "PRODUCT-NAME: " + hardware.machine(),
        "-H",
        "SERIAL-NUMBER: " + hardware.serial(),
        "-H",
        "BASE-MAC-ADDRESS: " + hardware.mac(),
        "-H",
        "SONiC-VERSION: SONiC.202311.1",
        url);
    return file;
  }

  private int run(String... command) throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--uts",
                "-t",
                Long.toString(host.pid()),
                "env",
                "PATH=" + PROGRAMS + ":/usr/sbin:/usr/bin:/sbin:/bin",
                "LEASE=" + folder.resolve("lease"),
                "SECTIONS=" + folder.resolve("sections")));
    all.addAll(List.of(command));
    Process process = network.onClient(all.toArray(String[]::new));
    process.inputReader(UTF_8).readAllAsString();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(UTF_8));
  }

  @Override
  public void close() {
    host.destroy();
  }
}
