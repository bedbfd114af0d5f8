package org.edgeztp.server.watch;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * An ARP packet for IPv4 on Ethernet (RFC 826).
 *
 * @param sender its network card
 * @param from the address that its sender has; 0.0.0.0 when it has none yet
 * @param about the address that it asks for, or answers to
 */
record ArpFrame(MacAddress sender, Inet4Address from, Inet4Address about, boolean request) {
  private static final int LENGTH = 42;
  private static final int OPERATION = 20;
  private static final int SENDER_MAC = 22;
  private static final int SENDER_ADDRESS = 28;
  private static final int TARGET_ADDRESS = 38;
  private static final byte[] IPV4_ON_ETHERNET = {8, 6, 0, 1, 8, 0, 6, 4};
  private static final short REQUEST = 1;
  private static final short REPLY = 2;

  /** Asks everybody for an address, and has none itself: changes nobody's table. */
  static byte[] probe(MacAddress from, Inet4Address address) {
    return ByteBuffer.allocate(LENGTH)
        .put(new byte[] {-1, -1, -1, -1, -1, -1})
        .put(from.bytes())
        .put(IPV4_ON_ETHERNET)
        .putShort(REQUEST)
        .put(from.bytes())
        .put(TARGET_ADDRESS, address.getAddress())
        .array();
  }

  /** Reads a frame from its Ethernet header on; empty when it is another one or cut off. */
  static Optional<ArpFrame> read(byte[] frame) {
    if (frame.length < LENGTH || !Arrays.equals(frame, 12, OPERATION, IPV4_ON_ETHERNET, 0, 8)) {
      return Optional.empty();
    }
    short operation = ByteBuffer.wrap(frame).getShort(OPERATION);
    return operation == REQUEST || operation == REPLY
        ? Optional.of(
            new ArpFrame(
                MacAddress.of(Arrays.copyOfRange(frame, SENDER_MAC, SENDER_MAC + 6)),
                address(frame, SENDER_ADDRESS),
                address(frame, TARGET_ADDRESS),
                operation == REQUEST))
        : Optional.empty();
  }

  /**
   * The address that the sender has or is about to take, as it probes for it itself (RFC 5227
   * section 2.1.1).
   */
  Optional<Inet4Address> claims() {
    if (!from.equals(Ipv4.ANY)) {
      return Optional.of(from);
    }
    return request ? Optional.of(about) : Optional.empty();
  }

  private static Inet4Address address(byte[] frame, int at) {
    return Ipv4.of(Arrays.copyOfRange(frame, at, at + 4));
  }
}
