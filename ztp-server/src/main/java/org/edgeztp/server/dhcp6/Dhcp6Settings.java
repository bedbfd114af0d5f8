package org.edgeztp.server.dhcp6;

import java.net.Inet6Address;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.edgeztp.inventory.machine.Ipv6;

/**
 * One network that is served, a /64.
 *
 * @param networkInterface the interface on it, for example {@code eth1}
 * @param server this server's address there
 * @param prefix the /64's first address
 * @param dns name servers, best first
 * @param lifetime how long an address is preferred; it is valid twice as long
 * @param rapidCommit whether a client that wants to may skip two of the four messages
 */
public record Dhcp6Settings(
    String networkInterface,
    Inet6Address server,
    Inet6Address prefix,
    List<Inet6Address> dns,
    Duration lifetime,
    boolean rapidCommit) {
  private static final int HALF = 8;

  public Dhcp6Settings {
    dns = List.copyOf(dns);
    if (!Arrays.equals(new byte[HALF], 0, HALF, prefix.getAddress(), HALF, 2 * HALF)) {
      throw new IllegalArgumentException(
          Ipv6.text(prefix) + "/64 has host bits: write the network's address");
    }
    if (!contains(prefix, server)) {
      throw new IllegalArgumentException(
          "the server's address %s is not inside %s/64"
              .formatted(Ipv6.text(server), Ipv6.text(prefix)));
    }
    if (lifetime.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("a lifetime of a minute or more is needed");
    }
  }

  /** Whether an address is of this network. */
  public boolean contains(Inet6Address address) {
    return contains(prefix, address);
  }

  Duid duid() {
    return Duid.of(server);
  }

  /** The device plane as machines see it, without a slash at the end. */
  public String http() {
    return "http://" + Ipv6.host(server);
  }

  String tftp() {
    return "tftp://" + Ipv6.host(server);
  }

  @Override
  public String toString() {
    return Ipv6.text(prefix) + "/64";
  }

  private static boolean contains(Inet6Address prefix, Inet6Address address) {
    return Arrays.equals(prefix.getAddress(), 0, HALF, address.getAddress(), 0, HALF);
  }
}
