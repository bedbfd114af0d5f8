package org.edgeztp.server.dhcp6;

import java.nio.ByteBuffer;

/**
 * What the link is told beside DHCPv6 (RFC 4861 section 4.2): the prefix, that addresses and the
 * rest are to be had by DHCPv6 as well, and that there is no router. A client that makes its
 * address from the prefix makes the one DHCPv6 would give it.
 */
public final class RouterAdvertisement {
  private static final byte TYPE = (byte) 134;

  /** Managed addresses (M) and other configuration (O). */
  private static final byte FLAGS = (byte) 0xc0;

  private static final byte PREFIX = 3;

  /** On this link (L), and good to make addresses of (A). */
  private static final byte PREFIX_FLAGS = (byte) 0xc0;

  /** RFC 8106. */
  private static final byte DNS = 25;

  private RouterAdvertisement() {}

  /** The ICMPv6 message; its checksum is the kernel's to fill in. */
  public static byte[] of(Dhcp6Settings network) {
    int servers = network.dns().size();
    int seconds = (int) network.lifetime().toSeconds();
    ByteBuffer out = ByteBuffer.allocate(16 + 32 + (servers == 0 ? 0 : 8 + 16 * servers));
    out.put(TYPE).put(5, FLAGS).position(16);
    out.put(PREFIX).put((byte) 4).put((byte) 64).put(PREFIX_FLAGS);
    out.putInt(2 * seconds).putInt(seconds).putInt(0).put(network.prefix().getAddress());
    if (servers > 0) {
      out.put(DNS).put((byte) (1 + 2 * servers)).putShort((short) 0).putInt(seconds);
      network.dns().forEach(server -> out.put(server.getAddress()));
    }
    return out.array();
  }
}
