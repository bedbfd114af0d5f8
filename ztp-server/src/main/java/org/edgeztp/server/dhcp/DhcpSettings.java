package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import org.edgeztp.inventory.lease.Subnet;

/**
 * What the DHCP server has to know about where it stands.
 *
 * @param networkInterface the interface on the provisioning network, for example {@code eth1}
 * @param server this server's address there
 * @param http where boot files and scripts are, without a slash at the end
 * @param serverPort 67; firmware knows no other
 * @param clientPort 68
 */
public record DhcpSettings(
    String networkInterface,
    Inet4Address server,
    Subnet subnet,
    String http,
    int serverPort,
    int clientPort) {

  public DhcpSettings {
    if (!subnet.contains(server)) {
      throw new IllegalArgumentException(
          "the server's address " + server.getHostAddress() + " is not inside " + subnet);
    }
  }

  /** The settings that real machines need. */
  public static DhcpSettings of(String networkInterface, Inet4Address server, Subnet subnet) {
    return new DhcpSettings(
        networkInterface, server, subnet, "http://" + server.getHostAddress(), 67, 68);
  }
}
