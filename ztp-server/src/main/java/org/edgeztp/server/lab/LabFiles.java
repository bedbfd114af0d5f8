package org.edgeztp.server.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The files a lab needs before anything of it starts. */
final class LabFiles {
  /** Where the lab's orchestrator listens. */
  static final int ORCHESTRATOR_PORT = 9090;

  private LabFiles() {}

  static Path config(Path folder) {
    return folder.resolve("ztp.yaml");
  }

  static Path clock(Path folder) {
    return folder.resolve("chrony.conf");
  }

  private static Path data(Path folder) {
    return folder.resolve("data");
  }

  /** What the lab's server wrote its first token into. */
  static Path adminToken(Path folder) {
    return data(folder).resolve("admin-token");
  }

  /** The private key that the operator of the lab logs in with. */
  static Path key(Path folder) {
    return folder.resolve("operator.key");
  }

  /** Its public half, as a line of {@code authorized_keys}. */
  static String publicKey(Path folder) throws IOException {
    return Files.readString(Path.of(key(folder) + ".pub")).strip();
  }

  /** The secret that the server signs with and the orchestrator verifies with. */
  static Path webhookKey(Path folder) {
    return folder.resolve("webhook.key");
  }

  static void write(LabSettings settings, String api) throws IOException, InterruptedException {
    Path folder = settings.folder();
    if (!Files.exists(key(folder))) {
      Tool.run(
          "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "lab", "-f", key(folder).toString());
    }
    Files.writeString(webhookKey(folder), secret() + "\n");
    Files.writeString(
        clock(folder),
        """
        local stratum 8
        allow 10.77.0.0/24
        allow fd77::/64
        bindaddress %s
        bindaddress %s
        cmdport 0
        pidfile %s
        """
            .formatted(LabNetwork.SERVER, LabNetwork.SERVER6, folder.resolve("chrony.pid")));
    Files.writeString(config(folder), config(settings, api));
  }

  private static String config(LabSettings settings, String api) throws IOException {
    Path folder = settings.folder();
    String mirrors =
        settings.mirrors().entrySet().stream()
            .map(entry -> "  " + entry.getKey() + ": " + entry.getValue() + "\n")
            .collect(Collectors.joining());
    return """
    site: lab
    data: %s
    assets: %s
    %snetworks:
      - interface: %s
        address: %s
    %sapi:
      address: %s
      tls: false
    operator:
      name: ops
      keys: ["%s"]
    profiles:
      - name: edge
        installer: %s
        image: %s
        hostname: edge-{serial}
        roles: [base]
        orchestrator: lab
    rules:
      - name: any-machine-of-the-lab
        profile: edge
    mirrors:
    %sorchestrators:
      - name: lab
        url: http://127.0.0.1:%d/events
        confirm: http://127.0.0.1:%d/machines/{id}
        secrets: [%s]
    """
        .formatted(
            data(folder),
            settings.assets(),
            settings.bundle().map(LabFiles::bundled).orElse(""),
            LabNetwork.BRIDGE,
            LabNetwork.SERVER,
            addresses(settings.addressing()).indent(4),
            api,
            publicKey(folder),
            settings.installer(),
            settings.image(),
            mirrors,
            ORCHESTRATOR_PORT,
            ORCHESTRATOR_PORT,
            Files.readString(webhookKey(folder)).strip());
  }

  /** What {@code ztp bundle import} says to write beside the assets. */
  private static String bundled(Path unpacked) {
    Path artifacts = unpacked.resolve("artifacts");
    return """
    cookbooks: %s
    repository: {folder: %s, offline: true%s}
    """
        .formatted(
            unpacked.resolve("cookbooks"),
            unpacked.resolve("packages"),
            Files.isDirectory(artifacts) ? ", bundled: " + artifacts : "");
  }

  /** How machines get their addresses, in the words of the server's configuration. */
  private static String addresses(Addressing addressing) {
    return switch (addressing) {
      case AUTHORITATIVE ->
          """
          subnets:
            - subnet: 10.77.0.0/24
              pools: [10.77.0.50-10.77.0.199]
              ntp: [%s]
          """
              .formatted(LabNetwork.SERVER);
      case PROXY -> "dhcp: proxy\n";
      case IPV6 ->
          """
          dhcp: off
          ipv6:
            address: %s
            subnet: fd77::/64
            ntp: [%s]
          """
              .formatted(LabNetwork.SERVER6, LabNetwork.SERVER6);
    };
  }

  /**
   * The DHCP server that a site has already: addresses and the time, no way out and nothing to
   * boot. It would ping each address for three seconds before it offers it.
   */
  static List<String> dnsmasq(Path folder) {
    return List.of(
        "dnsmasq",
        "--no-daemon",
        "--conf-file=/dev/null",
        "--port=0",
        "--interface=" + LabNetwork.BRIDGE,
        "--bind-interfaces",
        "--no-ping",
        "--log-dhcp",
        "--dhcp-authoritative",
        "--dhcp-range=10.77.0.50,10.77.0.199,1h",
        "--dhcp-option=option:router",
        "--dhcp-option=option:ntp-server," + LabNetwork.SERVER,
        "--dhcp-leasefile=" + folder.resolve("dnsmasq.leases"));
  }

  private static String secret() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }
}
