package org.edgeztp.inventory.lease;

import java.net.Inet4Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The provisioning network and what its machines are told about it.
 *
 * @param network the first address, all host bits zero
 * @param prefix 8 to 30 bits
 * @param gateway the router, when there is one
 * @param dns name servers, best first
 * @param ntp time servers, best first
 * @param domain the DNS domain of the machines
 * @param leaseTime how long an address is given for: a minute or more, sent in whole seconds
 */
public record Subnet(
    Inet4Address network,
    int prefix,
    Optional<Inet4Address> gateway,
    List<Inet4Address> dns,
    List<Inet4Address> ntp,
    Optional<String> domain,
    Duration leaseTime) {

  public Subnet {
    dns = List.copyOf(dns);
    ntp = List.copyOf(ntp);
    if (prefix < 8 || prefix > 30) {
      throw new IllegalArgumentException("a prefix of 8 to 30 bits is needed, not /" + prefix);
    }
    if ((Ipv4.bits(network) & ~maskBits(prefix)) != 0) {
      throw new IllegalArgumentException(
          network.getHostAddress() + "/" + prefix + " has host bits: write the network's address");
    }
    if (leaseTime.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("a lease time of a minute or more is needed");
    }
  }

  public Inet4Address mask() {
    return Ipv4.of(maskBits(prefix));
  }

  public Inet4Address broadcast() {
    return Ipv4.of(Ipv4.bits(network) | ~maskBits(prefix));
  }

  public boolean contains(Inet4Address address) {
    return (Ipv4.bits(address) & maskBits(prefix)) == Ipv4.bits(network);
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }

  private static int maskBits(int prefix) {
    return -1 << (32 - prefix);
  }
}
