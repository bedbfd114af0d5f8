package org.edgeztp.server;

import java.net.Inet4Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.lease.Pool;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.server.dhcp.DhcpSettings;

/** The provisioning network of the configuration in the words of its rooms. */
record NetworkPlan(Inet4Address server, Subnet subnet, Pool pool, DhcpSettings dhcp) {
  /**
   * @throws ConfigException when a text is no address, or the parts do not fit together
   */
  static NetworkPlan of(Config.Network network) {
    try {
      Inet4Address server = Inet4Address.ofLiteral(network.address());
      String[] cidr = network.subnet().split("/", 2);
      String[] range = network.pool().split("-", 2);
      if (cidr.length < 2 || range.length < 2) {
        throw new IllegalArgumentException(
            "subnet is written as 10.0.0.0/24 and pool as 10.0.0.50-10.0.0.99");
      }
      var subnet =
          new Subnet(
              Inet4Address.ofLiteral(cidr[0]),
              Integer.parseInt(cidr[1]),
              network.gateway().map(Inet4Address::ofLiteral),
              addresses(network.dns()),
              addresses(network.ntp()),
              Optional.empty(),
              Duration.ofSeconds(network.lease()));
      var pool =
          new Pool(
              subnet,
              Inet4Address.ofLiteral(range[0].strip()),
              Inet4Address.ofLiteral(range[1].strip()),
              Set.of(server));
      return new NetworkPlan(
          server, subnet, pool, DhcpSettings.of(network.iface(), server, subnet));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("network: " + e.getMessage());
    }
  }

  /** The device plane as machines see it. */
  String base() {
    return dhcp.http();
  }

  private static List<Inet4Address> addresses(List<String> texts) {
    return texts.stream().map(Inet4Address::ofLiteral).toList();
  }
}
