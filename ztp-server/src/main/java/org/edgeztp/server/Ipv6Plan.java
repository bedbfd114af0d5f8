package org.edgeztp.server;

import java.net.Inet6Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.server.dhcp6.Dhcp6Settings;
import org.edgeztp.server.dhcp6.RouterAdvertisement;

/** The networks with IPv6, in the words of the rooms that serve them. */
record Ipv6Plan(List<Network> networks) {
  /**
   * One of them.
   *
   * @param ntp what the installed systems of its machines take their time from
   */
  record Network(Dhcp6Settings dhcp, List<String> ntp) {}

  /**
   * Reads the networks.
   *
   * @throws ConfigException when a text is no address, or the parts do not fit together
   */
  static Ipv6Plan of(List<NetworkEntry> entries) {
    return new Ipv6Plan(
        entries.stream()
            .flatMap(entry -> entry.ipv6().map(ipv6 -> network(entry.iface(), ipv6)).stream())
            .toList());
  }

  List<Dhcp6Settings> dhcp() {
    return networks.stream().map(Network::dhcp).toList();
  }

  /** What the link of an interface is advertised; empty where it has no IPv6. */
  Optional<byte[]> advertisement(String networkInterface) {
    return on(networkInterface).map(RouterAdvertisement::of);
  }

  /** The network on an interface. */
  Optional<Dhcp6Settings> on(String networkInterface) {
    return dhcp().stream()
        .filter(network -> network.networkInterface().equals(networkInterface))
        .findFirst();
  }

  /** The network that an address is of. */
  Optional<Network> at(Inet6Address address) {
    return networks.stream().filter(network -> network.dhcp().contains(address)).findFirst();
  }

  private static Network network(String networkInterface, NetworkEntry.Ipv6Entry ipv6) {
    try {
      if (!ipv6.subnet().endsWith("/64")) {
        throw new IllegalArgumentException("subnet is written as fd77::/64, and always a /64");
      }
      var dhcp =
          new Dhcp6Settings(
              networkInterface,
              Ipv6.parse(ipv6.address()),
              Ipv6.parse(ipv6.subnet().substring(0, ipv6.subnet().length() - "/64".length())),
              ipv6.dns().stream().map(Ipv6::parse).toList(),
              Duration.ofSeconds(ipv6.lifetime()),
              ipv6.rapidCommit());
      return new Network(dhcp, ipv6.ntp());
    } catch (IllegalArgumentException e) {
      throw new ConfigException("networks, " + networkInterface + ", ipv6: " + e.getMessage());
    }
  }
}
