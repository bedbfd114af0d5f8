package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;

/**
 * An interface of the server and what is reached by it.
 *
 * @param networkInterface for example {@code eth1}
 * @param server this server's address there
 * @param mode for whoever is heard there directly, unless their subnet has its own
 * @param proxyForm how boot clients are told where another server leases the addresses
 * @param scopes the subnets on this link and behind its relays
 */
public record Network(
    String networkInterface,
    Inet4Address server,
    Mode mode,
    ProxyForm proxyForm,
    List<Scope> scopes) {
  public Network {
    scopes = List.copyOf(scopes);
  }

  /** Where boot files and scripts are, without a slash at the end. */
  public String http() {
    return "http://" + server.getHostAddress();
  }

  /** The subnet of this very link. */
  Optional<Scope> home() {
    return scope(server);
  }

  /** The subnet that an address belongs to. */
  public Optional<Scope> scope(Inet4Address address) {
    for (Scope scope : scopes) {
      if (scope.subnet().contains(address)) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }

  /** Whether boot clients may come to port 4011. */
  public boolean proxies() {
    return mode == Mode.PROXY || scopes.stream().anyMatch(scope -> scope.mode() == Mode.PROXY);
  }
}
