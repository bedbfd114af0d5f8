package org.edgeztp.server;

import static org.edgeztp.server.Config.or;
import static org.edgeztp.server.Config.required;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
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
 * @param probe whether free addresses are probed before they are offered: {@code arp}, the default
 *     on the interface's own subnet, and possible there alone; or {@code off}
 * @param told what machines are told of the network
 */
public record SubnetEntry(
    String subnet,
    List<String> pools,
    List<String> exclude,
    List<HostEntry> hosts,
    int lease,
    Optional<Mode> dhcp,
    Optional<Probe> probe,
    @JsonUnwrapped ToldEntry told) {
  public SubnetEntry(
      @Nullable String subnet,
      @Nullable List<String> pools,
      @Nullable List<String> exclude,
      @Nullable List<HostEntry> hosts,
      int lease,
      Optional<Mode> dhcp,
      Optional<Probe> probe,
      @JsonUnwrapped ToldEntry told) {
    this.subnet = required(subnet, "networks.subnets.subnet");
    this.pools = List.copyOf(or(pools, List.of()));
    this.exclude = List.copyOf(or(exclude, List.of()));
    this.hosts = List.copyOf(or(hosts, List.of()));
    this.lease = lease == 0 ? 3600 : lease;
    this.dhcp = dhcp;
    this.probe = probe;
    this.told = told;
  }

  /** How to find out whether somebody uses an address that is free. */
  public enum Probe {
    ARP,
    OFF
  }
}
