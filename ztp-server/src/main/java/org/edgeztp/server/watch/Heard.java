package org.edgeztp.server.watch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.dhcp.ServerReply;
import org.edgeztp.server.dhcp.UdpFrame;
import org.edgeztp.server.watch.Wire.Instruction;

/**
 * A packet of a DHCP server, as a frame brought it.
 *
 * @param mac the card that sent the frame: the server's, or its relay's
 * @param source the address that sent the packet
 */
record Heard(MacAddress mac, Inet4Address source, ServerReply reply) {
  /** Lets only UDP to the clients' port 68 through, and no later fragments. */
  static final List<Instruction> FILTER =
      List.of(
          new Instruction(0x30, 0, 0, 23), // load the protocol
          new Instruction(0x15, 0, 6, 17), // UDP?
          new Instruction(0x28, 0, 0, 20), // load flags and fragment offset
          new Instruction(0x45, 4, 0, 0x1fff), // a later fragment?
          new Instruction(0xb1, 0, 0, 14), // take the length of the IP header
          new Instruction(0x48, 0, 0, 16), // load the destination port behind it
          new Instruction(0x15, 0, 1, 68), // a client's?
          new Instruction(0x06, 0, 0, 0xffff),
          new Instruction(0x06, 0, 0, 0));

  private static final int ETHERNET_HEADER = 14;
  private static final int UDP_HEADER = 8;

  /** Reads a frame that passed the filter; empty when no DHCP server sent it. */
  static Optional<Heard> in(byte[] frame) {
    if (frame.length < ETHERNET_HEADER + 20) {
      return Optional.empty();
    }
    int ipHeader = 4 * (frame[ETHERNET_HEADER] & 0xf);
    int payload = ETHERNET_HEADER + ipHeader + UDP_HEADER;
    if (ipHeader < 20 || frame.length < payload) {
      return Optional.empty();
    }
    return ServerReply.read(Arrays.copyOfRange(frame, payload, frame.length))
        .map(reply ->
            new Heard(
                MacAddress.of(Arrays.copyOfRange(frame, 6, 12)),
                Ipv4.of(Arrays.copyOfRange(frame, 26, 30)),
                reply));
  }

  /** The frame that carries a client's question to everybody. */
  static byte[] question(MacAddress from, Inet4Address source, byte[] payload) {
    byte[] packet = UdpFrame.of(source, 68, Ipv4.of(-1), 67, payload);
    return ByteBuffer.allocate(ETHERNET_HEADER + packet.length)
        .put(new byte[] {-1, -1, -1, -1, -1, -1})
        .put(from.bytes())
        .putShort((short) Wire.IPV4)
        .put(packet)
        .array();
  }

  /**
   * Whether this server sent it. An answer of ours comes back from a relay on the link, with the
   * relay as its sender. With our address as the sender but another card, it is somebody else's.
   *
   * @param own this server's address there, if it has one
   * @param ownMac its network card
   */
  boolean isFrom(Optional<Inet4Address> own, MacAddress ownMac) {
    boolean ourName = own.filter(server()::equals).isPresent();
    boolean ourAddress = own.filter(source::equals).isPresent();
    return mac.equals(ownMac) || (ourName && !ourAddress);
  }

  /** What it tells of its sender. */
  OtherServer sender(Instant now) {
    Optional<InetAddress> given =
        Optional.<InetAddress>of(reply.address()).filter(address -> !address.equals(Ipv4.ANY));
    return new OtherServer(server(), mac, given, reply.bootFile(), reply.isProxy(), now, now);
  }

  /** By which address clients know the server. */
  private Inet4Address server() {
    return reply.serverId().orElse(source);
  }
}
