package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the machines of a subnet, or one of them, are told of their network.
 *
 * @param gateway the router, when there is one
 * @param dns name servers, best first
 * @param ntp time servers, best first
 * @param log syslog servers
 * @param hostname the machine's name; of one machine alone
 * @param domain the DNS domain of the machines
 * @param search domains that short names are looked up in, best first
 * @param routes ways to other networks than by the gateway
 * @param mtu bytes of the largest packet on the link
 * @param more options by number
 */
public record Told(
    Optional<Inet4Address> gateway,
    List<Inet4Address> dns,
    List<Inet4Address> ntp,
    List<Inet4Address> log,
    Optional<String> hostname,
    Optional<String> domain,
    List<String> search,
    List<Route> routes,
    Optional<Integer> mtu,
    Map<Integer, RawOption> more) {
  /** What IPv4 itself needs of every link (RFC 791). */
  private static final int SMALLEST_MTU = 68;

  public Told {
    dns = List.copyOf(dns);
    ntp = List.copyOf(ntp);
    log = List.copyOf(log);
    search = List.copyOf(search);
    routes = List.copyOf(routes);
    if (mtu.filter(bytes -> bytes < SMALLEST_MTU || bytes > 65535).isPresent()) {
      throw new IllegalArgumentException(
          "the mtu is " + mtu.get() + "; 68 to 65535 bytes are possible");
    }
    hostname.ifPresent(DomainNames::check);
    domain.ifPresent(DomainNames::check);
    search.forEach(DomainNames::check);
  }

  /** Nothing at all. */
  public static Told nothing() {
    return new Told(
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of());
  }
}
