package org.edgeztp.inventory.lease;

import java.net.Inet4Address;

/**
 * An IPv4 network.
 *
 * @param network the first address, all host bits zero
 * @param prefix 8 to 30 bits
 */
public record Subnet(Inet4Address network, int prefix) {
  public Subnet {
    if (prefix < 8 || prefix > 30) {
      throw new IllegalArgumentException("a prefix of 8 to 30 bits is needed, not /" + prefix);
    }
    if ((Ipv4.bits(network) & ~maskBits(prefix)) != 0) {
      throw new IllegalArgumentException(
          network.getHostAddress() + "/" + prefix + " has host bits: write the network's address");
    }
  }

  /**
   * Reads a network.
   *
   * @param text as {@code 10.77.0.0/24}
   * @throws IllegalArgumentException if it is none
   */
  public static Subnet parse(String text) {
    String[] parts = text.split("/", 2);
    if (parts.length < 2 || !parts[1].matches("[0-9]{1,2}")) {
      throw new IllegalArgumentException("a subnet is written as 10.0.0.0/24, not '" + text + "'");
    }
    return new Subnet(Ipv4.parse(parts[0]), Integer.parseInt(parts[1]));
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

  /** Whether an address could be in both. */
  public boolean overlaps(Subnet other) {
    return contains(other.network) || other.contains(network);
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefix;
  }

  private static int maskBits(int prefix) {
    return -1 << (32 - prefix);
  }
}
