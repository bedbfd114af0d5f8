package org.edgeztp.inventory.lease;

import java.net.Inet4Address;
import java.util.Set;

/**
 * The addresses of a subnet that machines may get.
 *
 * @param first the lowest address
 * @param last the highest address, itself included
 * @param reserved addresses between them that are in use by other things, as the server itself; the
 *     subnet's gateway need not be named
 */
public record Pool(
    Subnet subnet, Inet4Address first, Inet4Address last, Set<Inet4Address> reserved) {

  public Pool {
    reserved = Set.copyOf(reserved);
    if (!subnet.contains(first) || !subnet.contains(last)) {
      throw new IllegalArgumentException(text(first, last) + " is not inside " + subnet);
    }
    if (first.equals(subnet.network()) || last.equals(subnet.broadcast())) {
      throw new IllegalArgumentException(
          text(first, last) + " holds the network's own or its broadcast address");
    }
    if (Integer.compareUnsigned(Ipv4.bits(first), Ipv4.bits(last)) > 0) {
      throw new IllegalArgumentException(text(first, last) + " is upside down");
    }
  }

  public boolean contains(Inet4Address address) {
    int offset = Ipv4.bits(address) - Ipv4.bits(first);
    return offset >= 0
        && offset < size()
        && !reserved.contains(address)
        && !subnet.gateway().filter(address::equals).isPresent();
  }

  /** How many addresses there are, the reserved ones included. */
  int size() {
    return Ipv4.bits(last) - Ipv4.bits(first) + 1;
  }

  Inet4Address at(int offset) {
    return Ipv4.of(Ipv4.bits(first) + offset);
  }

  int offset(Inet4Address address) {
    return Ipv4.bits(address) - Ipv4.bits(first);
  }

  @Override
  public String toString() {
    return text(first, last);
  }

  private static String text(Inet4Address first, Inet4Address last) {
    return first.getHostAddress() + "-" + last.getHostAddress();
  }
}
