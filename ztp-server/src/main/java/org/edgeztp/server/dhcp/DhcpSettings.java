package org.edgeztp.server.dhcp;

import java.util.List;
import java.util.Optional;

/**
 * What the DHCP server has to know about where it stands.
 *
 * @param networks one for each interface it serves
 * @param serverPort 67, or 4011 of a boot server; firmware knows no other
 * @param clientPort 68
 */
public record DhcpSettings(List<Network> networks, int serverPort, int clientPort) {
  static final int BOOT_SERVER_PORT = 4011;

  public DhcpSettings {
    networks = List.copyOf(networks);
  }

  /** The settings that real machines need. */
  public static DhcpSettings of(List<Network> networks) {
    return new DhcpSettings(networks, 67, 68);
  }

  /** For the boot server that ProxyDHCP sends clients to; empty where nobody is sent to it. */
  public Optional<DhcpSettings> bootServer() {
    List<Network> proxies = networks.stream().filter(Network::proxies).toList();
    return proxies.isEmpty()
        ? Optional.empty()
        : Optional.of(new DhcpSettings(proxies, BOOT_SERVER_PORT, clientPort));
  }
}
