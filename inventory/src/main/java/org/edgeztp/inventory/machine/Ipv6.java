package org.edgeztp.inventory.machine;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * IPv6 addresses: from bytes, as text, and made from hardware addresses. In a /64 a card has the
 * address whose lower half is its modified EUI-64 (RFC 4291, appendix A), so that address and card
 * each tell the other and nothing has to be kept.
 */
public final class Ipv6 {
  private static final int UNIVERSAL = 0x02;

  private Ipv6() {}

  /**
   * The address in network order.
   *
   * @throws IllegalArgumentException unless there are exactly sixteen bytes
   */
  public static Inet6Address of(byte[] bytes) {
    try {
      if (bytes.length == 16) {
        return Inet6Address.getByAddress(null, bytes, -1);
      }
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
    throw new IllegalArgumentException("not an IPv6 address: " + bytes.length + " bytes");
  }

  /**
   * The address in any of its notations, without a zone.
   *
   * @throws IllegalArgumentException if the text is no IPv6 address
   */
  public static Inet6Address parse(String text) {
    if (InetAddress.ofLiteral(text) instanceof Inet6Address address && !text.contains("%")) {
      return address;
    }
    throw new IllegalArgumentException("not an IPv6 address: '" + text + "'");
  }

  /** The address that a card has in the /64 of the prefix. */
  public static Inet6Address of(Inet6Address prefix, MacAddress mac) {
    byte[] card = mac.bytes();
    return of(
        ByteBuffer.allocate(16)
            .put(prefix.getAddress(), 0, 8)
            .put((byte) (card[0] ^ UNIVERSAL))
            .put(card, 1, 2)
            .putShort((short) 0xfffe)
            .put(card, 3, 3)
            .array());
  }

  /** The card that an address was made from; empty when it was made from something else. */
  public static Optional<MacAddress> mac(Inet6Address address) {
    byte[] bytes = address.getAddress();
    boolean eui = (bytes[11] & 0xff) == 0xff && (bytes[12] & 0xff) == 0xfe && (bytes[8] & 1) == 0;
    return eui
        ? Optional.of(
            MacAddress.of(
                new byte[] {
                  (byte) (bytes[8] ^ UNIVERSAL),
                  bytes[9],
                  bytes[10],
                  bytes[13],
                  bytes[14],
                  bytes[15]
                }))
        : Optional.empty();
  }

  /** Either family as text; IPv6 as RFC 5952 writes it, without a zone. */
  public static String text(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    var words = ByteBuffer.wrap(address.getAddress()).asShortBuffer();
    int[] gap = longestGap(words);
    var out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == gap[0]) {
        out.append("::");
        i += gap[1] - 1;
      } else {
        out.append(out.isEmpty() || out.charAt(out.length() - 1) == ':' ? "" : ":");
        out.append(Integer.toHexString(words.get(i) & 0xffff));
      }
    }
    return out.toString();
  }

  /** Either family as the host of a URL: IPv6 in brackets (RFC 3986 section 3.2.2). */
  public static String host(InetAddress address) {
    return address instanceof Inet6Address ? "[" + text(address) + "]" : text(address);
  }

  /** Where the first of the longest runs of two zero words or more begins, and its length. */
  private static int[] longestGap(java.nio.ShortBuffer words) {
    int[] best = {-1, 1};
    int length = 0;
    for (int i = 0; i < 8; i++) {
      length = words.get(i) == 0 ? length + 1 : 0;
      if (length > best[1]) {
        best = new int[] {i - length + 1, length};
      }
    }
    return best;
  }
}
