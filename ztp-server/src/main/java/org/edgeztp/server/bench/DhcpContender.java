package org.edgeztp.server.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A DHCP server to be measured: this one or a peer, each with the same network and pool. */
enum DhcpContender {
  EDGEZTP("EdgeZTP", 6000, 30) {
    @Override
    String version() {
      return "this build, each lease flushed to the disk before its ACK";
    }

    @Override
    Daemon start(Stage stage) throws IOException {
      Path assets = Files.createDirectories(stage.file("assets"));
      Files.writeString(
          assets.resolve("manifest.json"),
          """
          {"built": "2026-01-01T00:00:00Z", "suite": "trixie", "files": {}, "images": {}}
          """);
      Path config =
          Files.writeString(
              stage.file("ztp.yaml"),
              """
              site: bench
              data: %s
              assets: %s
              networks:
                - interface: %s
                  address: %s
                  subnets:
                    - subnet: %s
                      pools: [%s-%s]
              """
                  .formatted(
                      stage.file("data"),
                      assets,
                      Stage.INTERFACE,
                      Stage.SERVER,
                      Stage.NETWORK,
                      FIRST,
                      LAST));
      String launcher = stage.home().resolve("ztp").toString();
      return stage.serve("edgeztp", List.of(launcher, "serve", "--config", config.toString()));
    }
  },

  KEA("Kea", 4000, 3) {
    @Override
    String version() throws IOException, InterruptedException {
      return Machine.version("kea-dhcp4-server") + ", memfile, two threads";
    }

    @Override
    Daemon start(Stage stage) throws IOException {
      // Debian's build asks for both folders, and in them only for room.
      Files.createDirectories(Path.of("/run/kea"));
      Files.createDirectories(Path.of("/var/lib/kea"));
      Path config =
          Files.writeString(
              stage.file("kea.json"),
              """
              {"Dhcp4": {
                "interfaces-config": {"interfaces": ["%s"], "dhcp-socket-type": "udp"},
                "multi-threading": {"enable-multi-threading": true, "thread-pool-size": 2},
                "lease-database": {"type": "memfile", "persist": true, "name": "%s", "lfc-interval": 0},
                "valid-lifetime": 3600,
                "subnet4": [{"subnet": "%s", "pools": [{"pool": "%s - %s"}]}],
                "loggers": [{"name": "kea-dhcp4", "severity": "ERROR"}]
              }}
              """
                  .formatted(Stage.INTERFACE, stage.file("kea.csv"), Stage.NETWORK, FIRST, LAST));
      return stage.serve("kea", List.of("kea-dhcp4", "-c", config.toString()));
    }

    @Override
    boolean installed() {
      return Machine.has("kea-dhcp4");
    }
  },

  DNSMASQ("dnsmasq", 200, 3) {
    @Override
    String version() throws IOException, InterruptedException {
      return Machine.version("dnsmasq-base");
    }

    @Override
    Daemon start(Stage stage) throws IOException {
      return stage.serve(
          "dnsmasq",
          List.of(
              "dnsmasq",
              "--keep-in-foreground",
              "--conf-file=/dev/null",
              "--pid-file=",
              "--user=root",
              "--port=0",
              "--no-ping",
              "--interface=" + Stage.INTERFACE,
              "--dhcp-range=" + FIRST + "," + LAST + ",255.255.0.0,1h",
              "--dhcp-lease-max=70000",
              "--dhcp-authoritative",
              "--quiet-dhcp",
              "--dhcp-leasefile=" + stage.file("dnsmasq.leases")));
    }

    @Override
    boolean installed() {
      return Machine.has("dnsmasq");
    }
  };

  private static final String FIRST = "10.78.1.0";
  private static final String LAST = "10.78.250.255";

  private final String label;
  private final int firstRate;
  private final int warmUpSeconds;

  DhcpContender(String label, int firstRate, int warmUpSeconds) {
    this.label = label;
    this.firstRate = firstRate;
    this.warmUpSeconds = warmUpSeconds;
  }

  abstract String version() throws IOException, InterruptedException;

  abstract Daemon start(Stage stage) throws IOException;

  boolean installed() {
    return true;
  }

  String label() {
    return label;
  }

  /** Exchanges a second to warm it up with and to begin the search at. */
  int firstRate() {
    return firstRate;
  }

  /** How long that is done: what Java has not compiled yet costs it several times as much. */
  int warmUpSeconds() {
    return warmUpSeconds;
  }
}
