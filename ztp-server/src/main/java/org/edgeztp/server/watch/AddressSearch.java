package org.edgeztp.server.watch;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.MacAddress;

/** Asks a link who has an address. */
public final class AddressSearch {
  private static final Duration WAIT = Duration.ofMillis(400);
  private static final int FRAME = 42;
  private static final int SENDER_MAC = 22;
  private static final int SENDER_ADDRESS = 28;
  private static final int TARGET_ADDRESS = 38;
  private static final int REPLY = 2;

  private AddressSearch() {}

  /**
   * The card that answers for an address, if it is not this host's own: an ARP probe (RFC 5227
   * section 2.1.1), twice, for the first is lost where a switch has yet to learn.
   *
   * @throws IOException if there is no such Ethernet interface, or no right to it (CAP_NET_RAW)
   */
  public static Optional<MacAddress> owner(String interfaceName, Inet4Address address)
      throws IOException {
    try (Wire wire = new Wire(interfaceName, Wire.ARP, List.of(), WAIT)) {
      for (int i = 0; i < 2; i++) {
        wire.send(probe(wire.mac(), address));
        Optional<MacAddress> owner = answer(wire, address);
        if (owner.isPresent()) {
          return owner;
        }
      }
      return Optional.empty();
    }
  }

  private static Optional<MacAddress> answer(Wire wire, Inet4Address address) throws IOException {
    long end = System.nanoTime() + WAIT.toNanos();
    while (System.nanoTime() < end) {
      Optional<MacAddress> owner =
          wire.receive()
              .flatMap(frame -> sender(frame, address))
              .filter(mac -> !mac.equals(wire.mac()));
      if (owner.isPresent()) {
        return owner;
      }
    }
    return Optional.empty();
  }

  static byte[] probe(MacAddress from, Inet4Address address) {
    return ByteBuffer.allocate(FRAME)
        .put(new byte[] {-1, -1, -1, -1, -1, -1})
        .put(from.bytes())
        .putShort((short) Wire.ARP)
        .put(new byte[] {0, 1, 8, 0, 6, 4, 0, 1})
        .put(from.bytes())
        .put(TARGET_ADDRESS, address.getAddress())
        .array();
  }

  /** Who says in a frame that it has the address. */
  static Optional<MacAddress> sender(byte[] frame, Inet4Address address) {
    boolean says =
        frame.length >= FRAME
            && frame[21] == REPLY
            && Arrays.equals(frame, SENDER_ADDRESS, SENDER_ADDRESS + 4, address.getAddress(), 0, 4);
    return says
        ? Optional.of(MacAddress.of(Arrays.copyOfRange(frame, SENDER_MAC, SENDER_MAC + 6)))
        : Optional.empty();
  }
}
