package org.edgeztp.server;

import static org.edgeztp.server.Config.or;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the file says that machines are told of their network: all of a subnet, or one host. Its
 * keys stand among those of the subnet or host.
 *
 * @param gateway the router; there is none by default
 * @param log syslog servers
 * @param search domains that short names are looked up in
 * @param routes router by network, for example {@code 10.9.0.0/16: 10.77.0.9}
 * @param mtu bytes of the largest packet
 * @param options further options by number, as in {@code 150: ip 10.77.0.1}
 */
public record ToldEntry(
    Optional<String> gateway,
    List<String> dns,
    List<String> ntp,
    List<String> log,
    Optional<String> domain,
    List<String> search,
    Map<String, String> routes,
    Optional<Integer> mtu,
    Map<String, String> options) {
  public ToldEntry(
      Optional<String> gateway,
      @Nullable List<String> dns,
      @Nullable List<String> ntp,
      @Nullable List<String> log,
      Optional<String> domain,
      @Nullable List<String> search,
      @Nullable Map<String, String> routes,
      Optional<Integer> mtu,
      @Nullable Map<String, String> options) {
    this.gateway = gateway;
    this.dns = List.copyOf(or(dns, List.of()));
    this.ntp = List.copyOf(or(ntp, List.of()));
    this.log = List.copyOf(or(log, List.of()));
    this.domain = domain;
    this.search = List.copyOf(or(search, List.of()));
    this.routes = Map.copyOf(or(routes, Map.of()));
    this.mtu = mtu;
    this.options = Map.copyOf(or(options, Map.of()));
  }
}
