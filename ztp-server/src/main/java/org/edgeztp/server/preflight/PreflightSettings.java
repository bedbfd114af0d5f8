package org.edgeztp.server.preflight;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.server.dhcp6.Dhcp6Settings;

/**
 * What is about to be served, as far as it is known before.
 *
 * @param interfaceName the interface to serve on
 * @param address the server's address there, when a configuration says so
 * @param prefix how many bits the addresses of that network have in common, where it is known
 * @param proxy whether another server is meant to give the addresses
 * @param ipv6 what is served there by DHCPv6
 * @param relays routers of the subnets that lie behind relays
 * @param ntp time servers that machines are told
 * @param host what the server listens on, the same for all interfaces
 */
public record PreflightSettings(
    String interfaceName,
    Optional<Inet4Address> address,
    Optional<Integer> prefix,
    boolean proxy,
    Optional<Dhcp6Settings> ipv6,
    List<Inet4Address> relays,
    List<Inet4Address> ntp,
    Host host,
    Optional<Path> data,
    Optional<Path> assets,
    Map<String, URI> mirrors) {
  /**
   * What the server listens on.
   *
   * @param addresses its own, where machines reach it; empty when no configuration says so
   * @param api where the operator plane will listen
   * @param proxies whether another server gives the addresses somewhere
   * @param ipv6 whether DHCPv6 is served somewhere
   */
  public record Host(
      Set<InetAddress> addresses, InetSocketAddress api, boolean proxies, boolean ipv6) {
    public Host {
      addresses = Set.copyOf(addresses);
    }
  }

  public PreflightSettings {
    relays = List.copyOf(relays);
    ntp = List.copyOf(ntp);
    mirrors = Map.copyOf(mirrors);
  }

  /** Nothing but an interface. */
  public static PreflightSettings of(String interfaceName) {
    return new PreflightSettings(
        interfaceName,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        List.of(),
        List.of(),
        new Host(
            Set.of(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080), false, false),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
