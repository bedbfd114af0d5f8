package org.edgeztp.server.capture;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Takes the header of UDP off a packet. */
final class Datagrams {
  private static final int TFTP = 69;
  private static final int DHCPV6 = 547;
  private static final Set<Integer> PORTS = Set.of(67, TFTP, DHCPV6, 4011);
  private static final int UDP_HEADER = 8;
  private static final int BOOTREQUEST = 1;

  /** ADVERTISE, REPLY, RECONFIGURE and RELAY-REPL of RFC 8415: what servers send. */
  private static final Set<Byte> ANSWERS = Set.of((byte) 2, (byte) 7, (byte) 10, (byte) 13);

  private Datagrams() {}

  /**
   * The request in a packet; empty where there is none.
   *
   * @throws BadCapture when one is cut off, or a fragment of one
   */
  static Optional<Datagram> of(Duration at, IpPacket packet) throws BadCapture {
    ByteBuffer in = packet.payload();
    if (packet.protocol() != IpPacket.UDP || in.remaining() < UDP_HEADER) {
      return Optional.empty();
    }
    int port = Short.toUnsignedInt(in.getShort(2));
    if (!PORTS.contains(port)) {
      return Optional.empty();
    }
    if (packet.fragment()) {
      throw new BadCapture("is a fragment");
    }
    int length = Short.toUnsignedInt(in.getShort(4)) - UDP_HEADER;
    if (length < 0 || length > in.remaining() - UDP_HEADER) {
      throw new BadCapture(IpPacket.CUT);
    }
    return Optional.of(
            new Datagram(
                at,
                packet.source(),
                Short.toUnsignedInt(in.getShort(0)),
                port,
                in.slice(UDP_HEADER, length)))
        .filter(Datagrams::asks);
  }

  /** Answers to relays go to the ports of servers as well. */
  private static boolean asks(Datagram datagram) {
    ByteBuffer data = datagram.data();
    return switch (datagram.port()) {
      case TFTP -> true;
      case DHCPV6 -> data.hasRemaining() && !ANSWERS.contains(data.get(0));
      default -> data.hasRemaining() && data.get(0) == BOOTREQUEST;
    };
  }
}
