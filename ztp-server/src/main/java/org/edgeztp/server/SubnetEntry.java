package org.edgeztp.server;

import static org.edgeztp.server.Config.or;
import static org.edgeztp.server.Config.required;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.server.dhcp.Mode;
import org.jspecify.annotations.Nullable;

/**
 * A subnet whose machines get their addresses here, as the file writes it.
 *
 * @param subnet for example {@code 10.77.0.0/24}
 * @param pools addresses given out, for example {@code 10.77.0.50-10.77.0.199}
 * @param exclude addresses and ranges in them that are not
 * @param hosts machines with an address of their own
 * @param lease seconds an address is lent for; 3600 by default
 * @param dhcp the mode of this subnet, where it is not the network's
 */
public record SubnetEntry(
    String subnet,
    List<String> pools,
    List<String> exclude,
    List<HostEntry> hosts,
    int lease,
    Optional<Mode> dhcp,
    Optional<String> gateway,
    List<String> dns,
    List<String> ntp,
    List<String> log,
    Optional<String> domain,
    List<String> search,
    Map<String, String> routes,
    Optional<Integer> mtu,
    Map<String, String> options)
    implements ToldEntry {
  public SubnetEntry(
      @Nullable String subnet,
      @Nullable List<String> pools,
      @Nullable List<String> exclude,
      @Nullable List<HostEntry> hosts,
      int lease,
      Optional<Mode> dhcp,
      Optional<String> gateway,
      @Nullable List<String> dns,
      @Nullable List<String> ntp,
      @Nullable List<String> log,
      Optional<String> domain,
      @Nullable List<String> search,
      @Nullable Map<String, String> routes,
      Optional<Integer> mtu,
      @Nullable Map<String, String> options) {
    this.subnet = required(subnet, "networks.subnets.subnet");
    this.pools = List.copyOf(or(pools, List.of()));
    this.exclude = List.copyOf(or(exclude, List.of()));
    this.hosts = List.copyOf(or(hosts, List.of()));
    this.lease = lease == 0 ? 3600 : lease;
    this.dhcp = dhcp;
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
