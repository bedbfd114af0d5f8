package org.edgeztp.server;

import static org.edgeztp.server.Config.or;
import static org.edgeztp.server.Config.required;

import java.util.List;
import java.util.Optional;
import org.edgeztp.server.dhcp.Mode;
import org.edgeztp.server.dhcp.ProxyForm;
import org.jspecify.annotations.Nullable;

/**
 * An interface that machines are served on, as the file writes it.
 *
 * @param iface its name
 * @param address the server's own address there; DHCP, TFTP and HTTP listen on it
 * @param dhcp what is done about DHCP there; authoritative by default
 * @param proxyForm in the mode proxy, how boot clients are told; by firmware by default
 * @param subnets those on this link and behind its relays
 * @param ipv6 when machines shall be served over IPv6 as well, or with {@code dhcp: off} alone
 */
public record NetworkEntry(
    String iface,
    String address,
    Mode dhcp,
    ProxyForm proxyForm,
    List<SubnetEntry> subnets,
    Optional<Ipv6Entry> ipv6) {
  public NetworkEntry(
      @Nullable String iface,
      @Nullable String address,
      @Nullable Mode dhcp,
      @Nullable ProxyForm proxyForm,
      @Nullable List<SubnetEntry> subnets,
      Optional<Ipv6Entry> ipv6) {
    this.iface = required(iface, "networks.interface");
    this.address = required(address, "networks.address");
    this.dhcp = or(dhcp, Mode.AUTHORITATIVE);
    this.proxyForm = or(proxyForm, ProxyForm.BY_FIRMWARE);
    this.subnets = List.copyOf(or(subnets, List.of()));
    this.ipv6 = ipv6;
  }

  /**
   * IPv6 on the link. Each network card has the address that it makes of the subnet by itself, so
   * there is no pool.
   *
   * @param address the server's own address there
   * @param subnet for example {@code fd77::/64}; always a /64
   * @param lifetime seconds an address is preferred for; 3600 by default
   * @param rapidCommit whether clients that want to may get an address with two messages
   */
  public record Ipv6Entry(
      String address,
      String subnet,
      List<String> dns,
      List<String> ntp,
      int lifetime,
      boolean rapidCommit) {
    public Ipv6Entry(
        @Nullable String address,
        @Nullable String subnet,
        @Nullable List<String> dns,
        @Nullable List<String> ntp,
        int lifetime,
        boolean rapidCommit) {
      this.address = required(address, "networks.ipv6.address");
      this.subnet = required(subnet, "networks.ipv6.subnet");
      this.dns = List.copyOf(or(dns, List.of()));
      this.ntp = List.copyOf(or(ntp, List.of()));
      this.lifetime = lifetime == 0 ? 3600 : lifetime;
      this.rapidCommit = rapidCommit;
    }
  }

  /**
   * A subnet whose machines get their addresses here.
   *
   * @param subnet for example {@code 10.77.0.0/24}
   * @param pools addresses given out, for example {@code 10.77.0.50-10.77.0.199}
   * @param exclude addresses and ranges in them that are not
   * @param gateway told to machines when set; there is none by default
   * @param lease seconds an address is lent for; 3600 by default
   * @param dhcp the mode of this subnet, where it is not the network's
   */
  public record SubnetEntry(
      String subnet,
      List<String> pools,
      List<String> exclude,
      Optional<String> gateway,
      List<String> dns,
      List<String> ntp,
      Optional<String> domain,
      int lease,
      Optional<Mode> dhcp) {
    public SubnetEntry(
        @Nullable String subnet,
        @Nullable List<String> pools,
        @Nullable List<String> exclude,
        Optional<String> gateway,
        @Nullable List<String> dns,
        @Nullable List<String> ntp,
        Optional<String> domain,
        int lease,
        Optional<Mode> dhcp) {
      this.subnet = required(subnet, "networks.subnets.subnet");
      this.pools = List.copyOf(or(pools, List.of()));
      this.exclude = List.copyOf(or(exclude, List.of()));
      this.gateway = gateway;
      this.dns = List.copyOf(or(dns, List.of()));
      this.ntp = List.copyOf(or(ntp, List.of()));
      this.domain = domain;
      this.lease = lease == 0 ? 3600 : lease;
      this.dhcp = dhcp;
    }
  }
}
