package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.lease.Subnet;

/** Where a client stands, and so what it can be given. */
sealed interface Place {
  /** On a subnet whose addresses are leased here. */
  record Leased(Network network, Scope scope) implements Place {
    Subnet subnet() {
      return scope.subnet();
    }

    Inet4Address server() {
      return network.server();
    }
  }

  /** Where another server leases the addresses, and this one tells what to boot. */
  record Proxied(Network network) implements Place {}

  /** Where this server only listens. */
  record Observed(Network network) implements Place {}

  /** Nowhere that is served, on purpose. */
  record Unserved(String why) implements Place {}

  /** Nowhere that is served, and somebody should see to it. */
  record Missing(Refusal refusal) implements Place {}

  /**
   * Finds the client's subnet: by its relay, or by the address that it has, or by the interface it
   * is heard on.
   */
  static Place of(DhcpRequest request, Arrival arrival, List<Network> networks) {
    if (arrival.network().isEmpty()) {
      return new Unserved("heard on an interface that is not served");
    }
    Network network = arrival.network().get();
    if (request.isRelayed()) {
      Inet4Address link = request.relay().flatMap(RelayInfo::link).orElse(request.giaddr());
      return scopeOf(link, networks)
          .map(scope -> at(network, scope, scope.mode(), request))
          .orElseGet(() ->
              missing(
                  "relay " + link.getHostAddress(),
                  "relayed from " + link.getHostAddress() + ", which is on no subnet"));
    }
    // Renewing clients speak to the server past their relay (RFC 2131 section 4.3.2).
    Optional<Scope> scope =
        request.ownAddress().flatMap(address -> scopeOf(address, networks)).or(network::home);
    return scope
        .map(found -> at(network, found, found.mode(), request))
        .orElseGet(() -> homeless(network));
  }

  private static Place at(Network network, Scope scope, Mode mode, DhcpRequest request) {
    return switch (mode) {
      case AUTHORITATIVE -> new Leased(network, scope);
      case RELAY_ONLY ->
          request.isRelayed() || request.ownAddress().isPresent()
              ? new Leased(network, scope)
              : new Unserved(scope.subnet() + " is served through relays only");
      case PROXY -> new Proxied(network);
      case OBSERVE -> new Observed(network);
      case OFF -> new Unserved("DHCP is off for " + scope.subnet());
    };
  }

  private static Place homeless(Network network) {
    return switch (network.mode()) {
      case AUTHORITATIVE ->
          missing(
              network.networkInterface(),
              "no subnet is the one of " + network.networkInterface() + " itself");
      case RELAY_ONLY ->
          new Unserved(network.networkInterface() + " is served through relays only");
      case PROXY -> new Proxied(network);
      case OBSERVE -> new Observed(network);
      case OFF -> new Unserved("DHCP is off on " + network.networkInterface());
    };
  }

  private static Place missing(String place, String why) {
    return new Missing(new Refusal(Refusal.Kind.NOT_SERVED, place, why));
  }

  private static Optional<Scope> scopeOf(Inet4Address address, List<Network> networks) {
    return networks.stream().flatMap(network -> network.scope(address).stream()).findFirst();
  }
}
