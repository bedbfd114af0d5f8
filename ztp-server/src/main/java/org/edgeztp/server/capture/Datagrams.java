package org.edgeztp.server.capture;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Takes the headers of link, IPv4 and UDP off a frame. */
final class Datagrams {
  private static final int IPV4 = 0x0800;
  private static final int UDP = 17;
  private static final int MORE_FRAGMENTS_OR_OFFSET = 0x3fff;
  private static final int IP_HEADER = 20;
  private static final int UDP_HEADER = 8;

  private Datagrams() {}

  /**
   * The datagram in a frame; empty where there is none.
   *
   * @throws BadCapture when a datagram is cut off, or a fragment of one
   */
  static Optional<Datagram> of(Frame frame) throws BadCapture {
    ByteBuffer in = frame.bytes().slice().order(ByteOrder.BIG_ENDIAN);
    if (!atIpv4(frame.link(), in) || in.remaining() < IP_HEADER) {
      return Optional.empty();
    }
    ByteBuffer ip = in.slice();
    int header = (ip.get(0) & 0xf) * 4;
    boolean udp = ip.get(0) >> 4 == 4 && header >= IP_HEADER && ip.get(9) == UDP;
    if (!udp || ip.remaining() < header + UDP_HEADER) {
      return Optional.empty();
    }
    ByteBuffer datagram = ip.slice(header, ip.remaining() - header);
    int port = Short.toUnsignedInt(datagram.getShort(2));
    if (!Capture.PORTS.contains(port)) {
      return Optional.empty();
    }
    if ((ip.getShort(6) & MORE_FRAGMENTS_OR_OFFSET) != 0) {
      throw new BadCapture("is a fragment");
    }
    int length = Short.toUnsignedInt(datagram.getShort(4)) - UDP_HEADER;
    if (length < 0 || length > datagram.remaining() - UDP_HEADER) {
      throw new BadCapture("was cut off when it was captured: capture with -s 0");
    }
    return Optional.of(
        new Datagram(
            frame.at(),
            source(ip),
            Short.toUnsignedInt(datagram.getShort(0)),
            port,
            datagram.slice(UDP_HEADER, length)));
  }

  /** Goes behind the header of the link; false where no IPv4 comes after it. */
  private static boolean atIpv4(int link, ByteBuffer in) throws BadCapture {
    return switch (link) {
      case 1 -> behind(in, 12);
      // Linux cooked: what was captured on all interfaces at once.
      case 113 -> behind(in, 14);
      case 276 -> {
        boolean ipv4 = in.remaining() >= 20 && Short.toUnsignedInt(in.getShort(0)) == IPV4;
        in.position(ipv4 ? 20 : 0);
        yield ipv4;
      }
      case 12, 101, 228 -> true;
      default ->
          throw new BadCapture(
              "is of the link type %d; Ethernet, Linux cooked and raw IP are read here"
                  .formatted(link));
    };
  }

  /** The type of what follows, behind the tags of any number of VLANs. */
  private static boolean behind(ByteBuffer in, int at) {
    int type = at;
    while (in.remaining() >= type + 2) {
      switch (Short.toUnsignedInt(in.getShort(type))) {
        case 0x8100, 0x88a8, 0x9100 -> type += 4;
        case IPV4 -> {
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

  private static Inet4Address source(ByteBuffer ip) {
    byte[] address = new byte[4];
    ip.get(12, address);
    try {
      return (Inet4Address) InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
