package org.edgeztp.server.watch;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.socket.InternetChecksum;
import org.edgeztp.server.watch.Wire.Instruction;

/**
 * An IPv6 packet in an Ethernet frame, without extension headers.
 *
 * @param mac the card that sent it
 * @param source the address that sent it
 * @param protocol of what it carries
 * @param payload what it carries, from the header of UDP or ICMPv6 on
 */
record Frame6(MacAddress mac, Inet6Address source, int protocol, ByteBuffer payload) {
  static final int UDP = 17;
  static final int ICMPV6 = 58;
  static final int UDP_HEADER = 8;

  /** The hop limit of what no router has passed on. */
  private static final int UNROUTED = 255;

  private static final int ETHERNET_HEADER = 14;
  private static final int HEADERS = ETHERNET_HEADER + 40;
  private static final int ADDRESSES = ETHERNET_HEADER + 8;

  /** Lets only UDP to the clients' port 546 and router advertisements through. */
  static final List<Instruction> FILTER =
      List.of(
          new Instruction(0x30, 0, 0, 20), // load the protocol
          new Instruction(0x15, 0, 2, UDP), // UDP?
          new Instruction(0x28, 0, 0, HEADERS + 2), // load the destination port
          new Instruction(0x15, 3, 4, 546), // a client's?
          new Instruction(0x15, 0, 3, ICMPV6), // ICMPv6?
          new Instruction(0x30, 0, 0, HEADERS), // load the type
          new Instruction(0x15, 0, 1, OtherRouter.ADVERTISEMENT), // an advertisement?
          new Instruction(0x06, 0, 0, 0xffff),
          new Instruction(0x06, 0, 0, 0));

  /** Reads a frame that passed the filter; empty when it is cut off or not of this link. */
  static Optional<Frame6> read(byte[] frame) {
    if (frame.length < HEADERS) {
      return Optional.empty();
    }
    // Short frames are padded: the packet tells where it ends.
    int length = ByteBuffer.wrap(frame).getShort(ETHERNET_HEADER + 4) & 0xffff;
    if (frame.length < HEADERS + length) {
      return Optional.empty();
    }
    Inet6Address source = Ipv6.of(Arrays.copyOfRange(frame, ADDRESSES, ADDRESSES + 16));
    // Who is on the link shows it: RFC 4861 section 6.1.2, and an answer to a link-local address.
    boolean routed = frame[20] == ICMPV6 && (frame[21] & 0xff) != UNROUTED;
    return routed || !source.isLinkLocalAddress()
        ? Optional.empty()
        : Optional.of(
            new Frame6(
                MacAddress.of(Arrays.copyOfRange(frame, 6, 12)),
                source,
                frame[20],
                ByteBuffer.wrap(Arrays.copyOfRange(frame, HEADERS, HEADERS + length))));
  }

  /** What it carries behind that many bytes. */
  byte[] behind(int start) {
    byte[] rest = new byte[payload.capacity() - start];
    payload.get(start, rest);
    return rest;
  }

  /** A question of a DHCPv6 client to all servers and relays, ff02::1:2. */
  static byte[] question(MacAddress from, Inet6Address source, byte[] message) {
    int length = UDP_HEADER + message.length;
    byte[] datagram =
        ByteBuffer.allocate(length)
            .putShort((short) 546)
            .putShort((short) 547)
            .putShort((short) length)
            .putShort((short) 0)
            .put(message)
            .array();
    return multicast(from, source, Ipv6.parse("ff02::1:2"), UDP, datagram, 6);
  }

  /** A question to all routers, ff02::2, to advertise themselves (RFC 4861 section 4.1). */
  static byte[] solicitation(MacAddress from, Inet6Address source) {
    byte[] message = ByteBuffer.allocate(8).put((byte) 133).array();
    return multicast(from, source, Ipv6.parse("ff02::2"), ICMPV6, message, 2);
  }

  /**
   * @param checksum where it stands in the payload
   */
  private static byte[] multicast(
      MacAddress from,
      Inet6Address source,
      Inet6Address to,
      int protocol,
      byte[] payload,
      int checksum) {
    ByteBuffer out = ByteBuffer.allocate(HEADERS + payload.length);
    out.put(new byte[] {0x33, 0x33}).put(to.getAddress(), 12, 4).put(from.bytes());
    out.putShort((short) Wire.IPV6);
    // Receivers of ICMPv6 drop what a router could have forwarded: RFC 4861 section 6.1.1.
    out.putInt(6 << 28).putShort((short) payload.length).put((byte) protocol).put((byte) UNROUTED);
    out.put(source.getAddress()).put(to.getAddress()).put(payload);
    // It covers the two addresses, the protocol and the length as well (RFC 8200 section 8.1).
    long sum =
        InternetChecksum.sum(out, ADDRESSES, 32 + payload.length) + protocol + payload.length;
    return out.putShort(HEADERS + checksum, InternetChecksum.ofUdp(sum)).array();
  }
}
