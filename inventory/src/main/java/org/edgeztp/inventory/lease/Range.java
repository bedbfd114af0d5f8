package org.edgeztp.inventory.lease;

import java.net.Inet4Address;

/**
 * Addresses in a row.
 *
 * @param first the lowest address
 * @param last the highest address, itself included
 */
public record Range(Inet4Address first, Inet4Address last) {
  public Range {
    if (Integer.compareUnsigned(Ipv4.bits(first), Ipv4.bits(last)) > 0) {
      throw new IllegalArgumentException(text(first, last) + " is upside down");
    }
  }

  public static Range of(Inet4Address only) {
    return new Range(only, only);
  }

  /**
   * Reads a range.
   *
   * @param text as {@code 10.77.0.50-10.77.0.99}, or one address
   * @throws IllegalArgumentException if it is none
   */
  public static Range parse(String text) {
    String[] ends = text.split("-", 2);
    return new Range(Ipv4.parse(ends[0].strip()), Ipv4.parse(ends[ends.length - 1].strip()));
  }

  public boolean contains(Inet4Address address) {
    int bits = Ipv4.bits(address);
    return Integer.compareUnsigned(bits, Ipv4.bits(first)) >= 0
        && Integer.compareUnsigned(bits, Ipv4.bits(last)) <= 0;
  }

  int size() {
    return Ipv4.bits(last) - Ipv4.bits(first) + 1;
  }

  @Override
  public String toString() {
    return text(first, last);
  }

  private static String text(Inet4Address first, Inet4Address last) {
    return first.equals(last)
        ? first.getHostAddress()
        : first.getHostAddress() + "-" + last.getHostAddress();
  }
}
