package org.edgeztp.server;

import java.io.IOException;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.inventory.lease.Pool;
import org.edgeztp.inventory.lease.Range;
import org.edgeztp.inventory.lease.Reservation;
import org.edgeztp.inventory.lease.Reservations;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.web.SubnetsResource;
import org.edgeztp.server.dhcp.DhcpSettings;
import org.edgeztp.server.dhcp.Mode;
import org.edgeztp.server.dhcp.Network;
import org.edgeztp.server.dhcp.Scope;
import org.edgeztp.server.dhcp.Told;
import org.edgeztp.server.socket.Interfaces;

/**
 * The networks of the configuration in the words of the rooms that serve them.
 *
 * @param probed by their interfaces, the subnets whose free addresses are probed
 */
record NetworkPlan(List<Network> networks, Map<String, Subnet> probed) {
  NetworkPlan {
    networks = List.copyOf(networks);
    probed = Map.copyOf(probed);
  }

  /**
   * Reads the networks and checks that they fit together.
   *
   * @throws ConfigException when a text is no address, or the parts do not fit together
   */
  static NetworkPlan of(List<NetworkEntry> entries) {
    List<Network> networks = entries.stream().map(NetworkPlan::network).toList();
    Set<Object> seen = new HashSet<>();
    List<Subnet> subnets = new ArrayList<>();
    for (Network network : networks) {
      if (!seen.add(network.networkInterface()) || !seen.add(network.server())) {
        throw new ConfigException(
            "networks: two have the interface %s or the address %s"
                .formatted(network.networkInterface(), network.server().getHostAddress()));
      }
      for (Scope scope : network.scopes()) {
        subnets.stream()
            .filter(scope.pool().subnet()::overlaps)
            .findFirst()
            .ifPresent(other -> {
              throw new ConfigException(
                  "networks: the subnets %s and %s overlap"
                      .formatted(scope.pool().subnet(), other));
            });
        subnets.add(scope.pool().subnet());
      }
    }
    if (networks.isEmpty()) {
      throw new ConfigException("networks: there has to be one");
    }
    return new NetworkPlan(networks, probed(entries, networks));
  }

  /**
   * Sees that all interfaces are there, before anything is served.
   *
   * @throws IOException naming those that are, when one is not
   */
  void requireInterfaces() throws IOException {
    for (Network network : networks) {
      var _ = Interfaces.named(network.networkInterface());
    }
  }

  DhcpSettings dhcp() {
    return DhcpSettings.of(networks);
  }

  /** One for each subnet. */
  List<Pool> pools() {
    return networks.stream()
        .flatMap(network -> network.scopes().stream())
        .map(Scope::pool)
        .toList();
  }

  /** How a subnet of a pool is served. */
  SubnetsResource.Link link(Subnet subnet) {
    Network network =
        networks.stream()
            .filter(one -> one.scope(subnet.network()).isPresent())
            .findFirst()
            .orElseThrow();
    Mode mode = network.scope(subnet.network()).orElseThrow().mode();
    return new SubnetsResource.Link(network.networkInterface(), mode.toString());
  }

  /** The server's own addresses, by which machines reach it. */
  List<Inet4Address> addresses() {
    return networks.stream().map(Network::server).toList();
  }

  /**
   * The network that a machine with this address is reached by: the first if it is on no subnet.
   */
  Network at(Inet4Address address) {
    return networks.stream()
        .filter(network -> network.scope(address).isPresent())
        .findFirst()
        .orElse(networks.getFirst());
  }

  /** The same for a machine, by its present address. */
  Network of(Machine machine) {
    return ipv4(machine).map(this::at).orElse(networks.getFirst());
  }

  /** What the machine's subnet names for telling the time. */
  List<String> timeServers(Machine machine) {
    return ipv4(machine).flatMap(of(machine)::scope).map(scope -> scope.told().ntp()).stream()
        .flatMap(List::stream)
        .map(Inet4Address::getHostAddress)
        .toList();
  }

  private static Optional<Inet4Address> ipv4(Machine machine) {
    return machine.address().filter(Inet4Address.class::isInstance).map(Inet4Address.class::cast);
  }

  private static Network network(NetworkEntry entry) {
    try {
      Inet4Address server = Inet4Address.ofLiteral(entry.address());
      return new Network(
          entry.iface(),
          server,
          entry.dhcp(),
          entry.proxyForm(),
          entry.subnets().stream().map(subnet -> scope(subnet, entry, server)).toList());
    } catch (IllegalArgumentException e) {
      throw new ConfigException("networks, " + entry.iface() + ": " + e.getMessage());
    }
  }

  private static Map<String, Subnet> probed(List<NetworkEntry> entries, List<Network> networks) {
    Map<String, Subnet> probed = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      Network network = networks.get(i);
      for (SubnetEntry entry : entries.get(i).subnets()) {
        Subnet subnet = Subnet.parse(entry.subnet());
        boolean own = subnet.contains(network.server());
        if (!own && entry.probe().equals(Optional.of(SubnetEntry.Probe.ARP))) {
          throw new ConfigException(
              "networks, %s: %s is behind a relay, where ARP does not reach: leave 'probe' out"
                  .formatted(network.networkInterface(), subnet));
        }
        boolean leased = entry.dhcp().orElse(network.mode()) == Mode.AUTHORITATIVE;
        if (own && leased && entry.probe().orElse(SubnetEntry.Probe.ARP) == SubnetEntry.Probe.ARP) {
          probed.put(network.networkInterface(), subnet);
        }
      }
    }
    return probed;
  }

  private static Scope scope(SubnetEntry entry, NetworkEntry network, Inet4Address server) {
    Mode mode = entry.dhcp().orElse(network.dhcp());
    Subnet subnet = Subnet.parse(entry.subnet());
    Told told = ToldPlan.of(entry.told(), subnet);
    Set<Inet4Address> taken = new HashSet<>(Set.of(server));
    told.gateway().ifPresent(taken::add);
    Map<Inet4Address, Told> hosts = new HashMap<>();
    List<Reservation> reservations = new ArrayList<>();
    for (HostEntry host : entry.hosts()) {
      Reservation reservation = reservation(host, taken);
      reservations.add(reservation);
      hosts.put(reservation.address(), ToldPlan.of(host, subnet, told));
    }
    List<Range> excluded =
        Stream.concat(entry.exclude().stream().map(Range::parse), taken.stream().map(Range::of))
            .toList();
    var pool =
        new Pool(
            subnet,
            mode.leases() ? entry.pools().stream().map(Range::parse).toList() : List.of(),
            excluded,
            mode.leases() ? Reservations.of(reservations) : Reservations.none(),
            Duration.ofSeconds(entry.lease()));
    return new Scope(mode, pool, told, hosts);
  }

  private static Reservation reservation(HostEntry host, Set<Inet4Address> taken) {
    try {
      Inet4Address address = Inet4Address.ofLiteral(host.address());
      if (taken.contains(address)) {
        throw new IllegalArgumentException("the address is this server's or the gateway's");
      }
      return new Reservation(
          host.mac().map(MacAddress::parse),
          host.uuid().map(UUID::fromString),
          host.serial(),
          address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the host at " + host.address() + ": " + e.getMessage(), e);
    }
  }

  /** For the log: each interface, its mode and its subnets. */
  @Override
  public String toString() {
    return networks.stream()
        .map(network ->
            "%s (%s%s)"
                .formatted(
                    network.networkInterface(),
                    network.mode(),
                    network.scopes().stream()
                        .map(scope -> " " + scope.pool().subnet())
                        .collect(Collectors.joining())))
        .collect(Collectors.joining(", "));
  }
}
