package org.edgeztp.server.dhcp;

import java.util.List;

/**
 * What the DHCP server has to know about where it stands.
 *
 * @param networks one for each interface it serves
 * @param serverPort 67; firmware knows no other
 * @param clientPort 68
 */
public record DhcpSettings(List<Network> networks, int serverPort, int clientPort) {
  public DhcpSettings {
    networks = List.copyOf(networks);
  }

  /** The settings that real machines need. */
  public static DhcpSettings of(List<Network> networks) {
    return new DhcpSettings(networks, 67, 68);
  }
}
