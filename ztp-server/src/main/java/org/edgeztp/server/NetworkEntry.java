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
}
