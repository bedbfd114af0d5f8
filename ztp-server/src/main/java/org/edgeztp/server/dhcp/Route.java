package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import org.edgeztp.inventory.lease.Ipv4;

/**
 * A way to another network than by the gateway.
 *
 * @param network its first address
 * @param prefix bits of the network, 1 to 32: a single machine is one as well
 * @param router who leads there; 0.0.0.0 when it is on the link itself
 */
public record Route(Inet4Address network, int prefix, Inet4Address router) {
  public Route {
    if (prefix < 1 || prefix > 32) {
      throw new IllegalArgumentException("a prefix of 1 to 32 bits is needed, not /" + prefix);
    }
    if (prefix < 32 && Ipv4.bits(network) << prefix != 0) {
      throw new IllegalArgumentException(
          "%s/%d has bits behind its prefix".formatted(network.getHostAddress(), prefix));
    }
  }

  /**
   * Reads a route.
   *
   * @param network for example {@code 10.9.0.0/16}, or one address
   * @throws IllegalArgumentException if a text is not what it has to be
   */
  public static Route parse(String network, String router) {
    String[] parts = network.split("/", 2);
    if (parts.length == 2 && !parts[1].matches("[0-9]{1,2}")) {
      throw new IllegalArgumentException(
          "a route's network is written as 10.9.0.0/16, not '" + network + "'");
    }
    return new Route(
        Ipv4.parse(parts[0]),
        parts.length < 2 ? 32 : Integer.parseInt(parts[1]),
        Ipv4.parse(router));
  }

  public boolean isOnLink() {
    return router.equals(Ipv4.ANY);
  }
}
