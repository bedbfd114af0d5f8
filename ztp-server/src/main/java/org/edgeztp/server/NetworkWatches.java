package org.edgeztp.server;

import java.net.Inet4Address;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.server.dhcp.Mode;
import org.edgeztp.server.dhcp.Network;
import org.edgeztp.server.dhcp.Scope;
import org.edgeztp.server.dhcp6.Dhcp6Settings;
import org.edgeztp.server.metrics.Watched;
import org.edgeztp.server.watch.NetworkWatch;
import org.edgeztp.server.watch.OtherRouter;
import org.edgeztp.server.watch.OtherServer;
import org.edgeztp.server.watch.Role;

/**
 * A watch over each link that DHCP has to do with, and one over each that DHCPv6 has.
 *
 * @param ipv4 of DHCP
 * @param ipv6 of DHCPv6
 */
record NetworkWatches(List<NetworkWatch> ipv4, List<NetworkWatch> ipv6) implements AutoCloseable {
  NetworkWatches {
    ipv4 = List.copyOf(ipv4);
    ipv6 = List.copyOf(ipv6);
  }

  /**
   * A link, over IPv4 and IPv6 together.
   *
   * @param why nothing, or nothing of one of the two, is answered there; empty when all is
   */
  record Link(
      String name, Optional<String> why, List<OtherServer> servers, List<OtherRouter> routers) {
    private static Link of(String name, Collection<NetworkWatch> watches) {
      String why =
          watches.stream()
              .flatMap(watch -> watch.restraint().stream())
              .collect(Collectors.joining(". "));
      return new Link(
          name,
          Optional.of(why).filter(held -> !held.isEmpty()),
          watches.stream().flatMap(watch -> watch.others().stream()).toList(),
          watches.stream().flatMap(watch -> watch.routers().stream()).toList());
    }
  }

  static NetworkWatches none() {
    return new NetworkWatches(List.of(), List.of());
  }

  static NetworkWatches start(
      List<Network> networks,
      List<Dhcp6Settings> ipv6,
      Config.OtherServers otherServers,
      Clock clock) {
    return new NetworkWatches(
        networks.stream()
            .filter(network -> network.mode() != Mode.OFF)
            .map(network ->
                NetworkWatch.start(
                    network.networkInterface(),
                    Optional.of(network.server()),
                    role(network, otherServers),
                    clock))
            .toList(),
        ipv6.stream()
            .map(network -> NetworkWatch.start(network, role(otherServers), clock))
            .toList());
  }

  void awaitFirstLook() {
    all().forEach(NetworkWatch::awaitFirstLook);
  }

  /** The links, each once. */
  List<Link> links() {
    Map<String, List<NetworkWatch>> byLink = new LinkedHashMap<>();
    all().forEach(watch -> byLink.computeIfAbsent(watch.link(), _ -> new ArrayList<>()).add(watch));
    return byLink.entrySet().stream().map(link -> Link.of(link.getKey(), link.getValue())).toList();
  }

  /** Why no DHCP is to be answered on an interface; empty when it is free. */
  Optional<String> restraint(String networkInterface) {
    return restraint(ipv4, networkInterface);
  }

  /** The same of DHCPv6. */
  Optional<String> restraint6(String networkInterface) {
    return restraint(ipv6, networkInterface);
  }

  /** The same of either. */
  Optional<String> lack(String networkInterface) {
    return links().stream()
        .filter(link -> link.name().equals(networkInterface))
        .findFirst()
        .flatMap(Link::why);
  }

  private static Optional<String> restraint(List<NetworkWatch> watches, String networkInterface) {
    return watches.stream()
        .filter(watch -> watch.link().equals(networkInterface))
        .findFirst()
        .flatMap(NetworkWatch::restraint);
  }

  /** How each link is, for the metrics. */
  List<Watched.Link> use() {
    return links().stream()
        .map(link ->
            new Watched.Link(
                link.name(), link.servers().size(), link.routers().size(), link.why().isPresent()))
        .toList();
  }

  /** The server that clients know by this address. */
  Optional<OtherServer> other(Inet4Address address) {
    return ipv4.stream()
        .flatMap(watch -> watch.others().stream())
        .filter(other -> other.address().equals(address))
        .findFirst();
  }

  @Override
  public void close() {
    all().forEach(NetworkWatch::close);
  }

  private Stream<NetworkWatch> all() {
    return Stream.concat(ipv4.stream(), ipv6.stream());
  }

  private static Role role(Network network, Config.OtherServers otherServers) {
    Mode mode = network.scope(network.server()).map(Scope::mode).orElse(network.mode());
    return switch (mode) {
      case AUTHORITATIVE -> role(otherServers);
      case PROXY -> Role.PROXY;
      case RELAY_ONLY, OBSERVE, OFF -> Role.LISTENER;
    };
  }

  private static Role role(Config.OtherServers otherServers) {
    return switch (otherServers) {
      case REFUSE -> Role.ALONE;
      case WARN -> Role.BESIDE;
    };
  }
}
