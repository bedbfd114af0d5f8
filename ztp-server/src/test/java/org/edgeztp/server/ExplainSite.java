package org.edgeztp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.store.MemoryLeaseStore;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.server.boot.Announced;
import org.edgeztp.server.boot.Tokens;
import org.edgeztp.server.ssh.OperatorKey;

/** A server's configuration, assets and records, without the server. */
final class ExplainSite {
  private static final List<String> FILES =
      List.of(
          "undionly.kpxe",
          "ipxe.efi",
          "localdisk.efi",
          "grubx64.efi",
          "shimx64.efi",
          "vmlinuz",
          "ramdisk.cpio.zst");

  private final Clock noon = Clock.fixed(Instant.parse("2026-11-25T12:00:00Z"), ZoneOffset.UTC);
  private final Path folder;
  private final UnaryOperator<String> change;
  final Config config;
  final Inventory inventory;
  final Leases leases;

  ExplainSite(Path folder) throws IOException {
    this(folder, UnaryOperator.identity());
  }

  /** With a change to its configuration. */
  ExplainSite(Path folder, UnaryOperator<String> change) throws IOException {
    this.folder = folder;
    this.change = change;
    assets();
    this.config = ConfigFile.parse(text(), "ztp.yaml");
    this.inventory =
        new Inventory(
            new MemoryMachineStore(),
            config.policy().toPolicy(config),
            noon,
            () -> new MachineId("m-0123456789"));
    this.leases =
        new Leases(NetworkPlan.of(config.networks()).pools(), new MemoryLeaseStore(), noon);
  }

  Explain explain() throws IOException {
    return new Explain(
        config,
        new Rehearsals(
            inventory,
            leases,
            new Tokens(new byte[32]),
            OperatorKey.in(folder, "a word"),
            _ -> Optional.empty(),
            _ -> Optional.empty(),
            Announced.NOTHING,
            (_, _) -> Optional.empty(),
            noon));
  }

  /** The configuration file. */
  String text() {
    String text =
        """
        site: s1
        assets: %s
        installers: %s
        networks:
          - interface: eth1
            address: 10.77.0.1
            subnets:
              - subnet: 10.77.0.0/24
                pools: [10.77.0.50-10.77.0.199]
                gateway: 10.77.0.254
              - subnet: 10.78.0.0/24
                pools: [10.78.0.50-10.78.0.199]
                gateway: 10.78.0.1
            ipv6: {address: "fd78::1", subnet: "fd78::/64"}
        profiles:
          - {name: edge, image: debian-13, orchestrator: central}
          - {name: leaf, installer: onie, image: sonic, orchestrator: central}
        rules:
          - {name: elsewhere, site: s2, profile: edge}
          - {name: here, profile: edge}
          - {name: also-here, profile: edge}
          - {name: leaves, profile: leaf, when: {vendor: accton}}
        orchestrators:
          - {name: central, url: "http://o/e", confirm: "http://o/m/{id}", secrets: [whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3]}
        webhooks:
          - {name: cmdb, url: "http://127.0.0.1:9/events?key=k", states: [READY], secrets: [whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3]}
        """
            .formatted(folder, folder.resolve("installers"));
    return change.apply(text);
  }

  private void assets() throws IOException {
    String content = "{\"size\": 4, \"sha256\": \"%s\"}".formatted("0".repeat(64));
    for (String file : FILES) {
      Files.writeString(folder.resolve(file), "\0" + file.substring(0, 3));
    }
    Files.writeString(folder.resolve("image.zst"), "\0img");
    Files.writeString(
        folder.resolve("manifest.json"),
        """
        {"built": "2026-11-25T00:00:00Z", "suite": "trixie", "images": {"debian-13":
          {"file": "image.zst", "size": 4, "sha256": "%s", "rawSize": 1048576, "kernel": "6.12"}},
         "files": {%s}}
        """
            .formatted(
                "0".repeat(64),
                FILES.stream()
                    .map(file -> "\"%s\": %s".formatted(file, content))
                    .collect(Collectors.joining(", "))));
    Path sonic = Files.createDirectories(folder.resolve("installers/sonic"));
    Files.writeString(sonic.resolve("switch-installer"), "\0nos");
    Files.writeString(
        sonic.resolve("manifest.json"),
        "{\"files\": {\"switch-installer\": %s}}".formatted(content));
  }

  Map<String, Object> records() {
    return Map.of(
        "machines", inventory.all(),
        "entries", inventory.entries(0, 1000),
        "leases", leases.all());
  }
}
