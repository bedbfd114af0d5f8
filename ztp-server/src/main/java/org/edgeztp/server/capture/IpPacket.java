package org.edgeztp.server.capture;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What is in a frame behind the headers of link and of IPv4 or IPv6.
 *
 * @param protocol of the payload, as IANA numbers them
 * @param length of the payload as the header tells it, in bytes; more than is here when it was cut
 *     off
 */
record IpPacket(
    InetAddress source,
    InetAddress target,
    int protocol,
    boolean fragment,
    int length,
    ByteBuffer payload) {
  static final int TCP = 6;
  static final int UDP = 17;
  static final String CUT = "was cut off when it was captured: capture with -s 0";

  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;
  private static final int MORE_FRAGMENTS_OR_OFFSET = 0x3fff;
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int DESTINATION = 60;

  /**
   * The packet in a frame; empty where there is none.
   *
   * @throws BadCapture for links that are not read here
   */
  static Optional<IpPacket> of(Frame frame) throws BadCapture {
    ByteBuffer in = frame.bytes().slice().order(ByteOrder.BIG_ENDIAN);
    if (!atIp(frame.link(), in) || !in.hasRemaining()) {
      return Optional.empty();
    }
    ByteBuffer ip = in.slice();
    return switch ((ip.get(0) & 0xf0) >> 4) {
      case 4 -> ipv4(ip);
      case 6 -> ipv6(ip);
      default -> Optional.empty();
    };
  }

  private static Optional<IpPacket> ipv4(ByteBuffer ip) {
    int header = (ip.get(0) & 0xf) * 4;
    if (header < IPV4_HEADER || ip.remaining() < header) {
      return Optional.empty();
    }
    // Cards that cut packets up by themselves leave the length to them: 0.
    int total = Short.toUnsignedInt(ip.getShort(2));
    int length = total < header ? ip.remaining() - header : total - header;
    return Optional.of(
        new IpPacket(
            address(ip, 12, 4),
            address(ip, 16, 4),
            Byte.toUnsignedInt(ip.get(9)),
            (ip.getShort(6) & MORE_FRAGMENTS_OR_OFFSET) != 0,
            length,
            payload(ip, header, length)));
  }

  /** RFC 8200, with the headers of section 4 that may stand before the payload. */
  private static Optional<IpPacket> ipv6(ByteBuffer ip) {
    if (ip.remaining() < IPV6_HEADER) {
      return Optional.empty();
    }
    int end = IPV6_HEADER + Short.toUnsignedInt(ip.getShort(4));
    int at = IPV6_HEADER;
    int next = Byte.toUnsignedInt(ip.get(6));
    boolean fragment = false;
    while (next == HOP_BY_HOP || next == ROUTING || next == DESTINATION || next == FRAGMENT) {
      if (ip.remaining() < at + 8) {
        return Optional.empty();
      }
      fragment |= next == FRAGMENT;
      int length = next == FRAGMENT ? 8 : (Byte.toUnsignedInt(ip.get(at + 1)) + 1) * 8;
      next = Byte.toUnsignedInt(ip.get(at));
      at += length;
    }
    if (at > end || at > ip.remaining()) {
      return Optional.empty();
    }
    return Optional.of(
        new IpPacket(
            address(ip, 8, 16),
            address(ip, 24, 16),
            next,
            fragment,
            end - at,
            payload(ip, at, end - at)));
  }

  /** Without what Ethernet fills short frames up with. */
  private static ByteBuffer payload(ByteBuffer ip, int at, int length) {
    return ip.slice(at, Math.min(length, ip.remaining() - at));
  }

  /** Goes behind the header of the link; false where no IP comes after it. */
  private static boolean atIp(int link, ByteBuffer in) throws BadCapture {
    return switch (link) {
      case 1 -> behind(in, 12);
      // Linux cooked: what was captured on all interfaces at once.
      case 113 -> behind(in, 14);
      case 276 -> {
        boolean ip = in.remaining() >= 20 && isIp(Short.toUnsignedInt(in.getShort(0)));
        in.position(ip ? 20 : 0);
        yield ip;
      }
      case 12, 101, 228, 229 -> true;
      default ->
          throw new BadCapture(
              "is of the link type %d; Ethernet, Linux cooked and raw IP are read here"
                  .formatted(link));
    };
  }

  private static boolean isIp(int type) {
    return type == IPV4 || type == IPV6;
  }

  /** The type of what follows, behind the tags of any number of VLANs. */
  private static boolean behind(ByteBuffer in, int at) {
    int type = at;
    while (in.remaining() >= type + 2) {
      switch (Short.toUnsignedInt(in.getShort(type))) {
        case 0x8100, 0x88a8, 0x9100 -> type += 4;
        case IPV4, IPV6 -> {
          in.position(type + 2);
          return true;
        }
        default -> {
          return false;
        }
      }
    }
    return false;
  }

  private static InetAddress address(ByteBuffer ip, int at, int length) {
    byte[] address = new byte[length];
    ip.get(at, address);
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }
}
