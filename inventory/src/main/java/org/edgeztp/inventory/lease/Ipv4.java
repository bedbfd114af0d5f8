package org.edgeztp.inventory.lease;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** IPv4 addresses as numbers and from text, without ever asking a name server. */
public final class Ipv4 {
  /** 0.0.0.0: what DHCP writes for "none". */
  public static final Inet4Address ANY = of(0);

  private Ipv4() {}

  public static Inet4Address of(int bits) {
    return of(ByteBuffer.allocate(4).putInt(bits).array());
  }

  /**
   * The address in network order.
   *
   * @throws IllegalArgumentException unless there are exactly four bytes
   */
  public static Inet4Address of(byte[] bytes) {
    try {
      if (bytes.length == 4 && InetAddress.getByAddress(bytes) instanceof Inet4Address address) {
        return address;
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
    throw new IllegalArgumentException("not an IPv4 address: " + bytes.length + " bytes");
  }

  /**
   * The address in its usual notation.
   *
   * @throws IllegalArgumentException unless the text is four decimal numbers with dots
   */
  public static Inet4Address parse(String text) {
    return Inet4Address.ofLiteral(text);
  }

  public static int bits(Inet4Address address) {
    return ByteBuffer.wrap(address.getAddress()).getInt();
  }
}
