package org.edgeztp.server;

import java.net.Inet4Address;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.edgeztp.server.dhcp.Mode;
import org.edgeztp.server.dhcp.Network;
import org.edgeztp.server.dhcp.Scope;
import org.edgeztp.server.metrics.Watched;
import org.edgeztp.server.watch.NetworkWatch;
import org.edgeztp.server.watch.OtherServer;
import org.edgeztp.server.watch.Role;

/** A watch over each link that DHCP has to do with. */
record NetworkWatches(List<NetworkWatch> links) implements AutoCloseable {
  NetworkWatches {
    links = List.copyOf(links);
  }

  static NetworkWatches start(
      List<Network> networks, Config.OtherServers otherServers, Clock clock) {
    return new NetworkWatches(
        networks.stream()
            .filter(network -> network.mode() != Mode.OFF)
            .map(network ->
                NetworkWatch.start(
                    network.networkInterface(),
                    Optional.of(network.server()),
                    role(network, otherServers),
                    clock))
            .toList());
  }

  void awaitFirstLook() {
    links.forEach(NetworkWatch::awaitFirstLook);
  }

  /** Why nothing is to be answered on an interface; empty when it is free. */
  Optional<String> restraint(String networkInterface) {
    return links.stream()
        .filter(watch -> watch.link().equals(networkInterface))
        .findFirst()
        .flatMap(NetworkWatch::restraint);
  }

  /** How each link is, for the metrics. */
  List<Watched.Link> use() {
    return links.stream()
        .map(watch ->
            new Watched.Link(watch.link(), watch.others().size(), watch.restraint().isPresent()))
        .toList();
  }

  /** The server that clients know by this address. */
  Optional<OtherServer> other(Inet4Address address) {
    return links.stream()
        .flatMap(watch -> watch.others().stream())
        .filter(other -> other.address().equals(address))
        .findFirst();
  }

  @Override
  public void close() {
    links.forEach(NetworkWatch::close);
  }

  private static Role role(Network network, Config.OtherServers otherServers) {
    Mode mode = network.scope(network.server()).map(Scope::mode).orElse(network.mode());
    return switch (mode) {
      case AUTHORITATIVE ->
          switch (otherServers) {
            case REFUSE -> Role.ALONE;
            case WARN -> Role.BESIDE;
          };
      case PROXY -> Role.PROXY;
      case RELAY_ONLY, OBSERVE, OFF -> Role.LISTENER;
    };
  }
}
