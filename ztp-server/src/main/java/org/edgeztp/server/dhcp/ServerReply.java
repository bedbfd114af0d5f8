package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * What a DHCP server says, read from the wire: the other half of what {@code PacketCodec} reads.
 *
 * @param type OFFER, ACK or NAK
 * @param client whom it answers (chaddr)
 * @param address what the client is given (yiaddr); 0.0.0.0 for none
 * @param serverId option 54
 * @param bootFile name or URL of the boot program, from the header or option 67; empty for none
 */
public record ServerReply(
    String type,
    int xid,
    MacAddress client,
    Inet4Address address,
    Optional<Inet4Address> serverId,
    String bootFile) {
  private static final int HEADER = 240;
  private static final int COOKIE = 0x63825363;
  private static final byte BOOTREPLY = 2;

  /** Reads a packet; empty when it is no answer of a DHCP server to an Ethernet client. */
  public static Optional<ServerReply> read(byte[] packet) {
    try {
      return packet.length < HEADER ? Optional.empty() : reply(packet);
    } catch (BadPacket e) {
      return Optional.empty();
    }
  }

  /** Whether it tells what to boot and leaves the address to another server. */
  public boolean isProxy() {
    return type.equals("OFFER") && address.equals(Ipv4.ANY);
  }

  private static Optional<ServerReply> reply(byte[] bytes) throws BadPacket {
    ByteBuffer packet = ByteBuffer.wrap(bytes);
    boolean ethernet = packet.get(1) == 1 && packet.get(2) == 6;
    if (packet.get(0) != BOOTREPLY || !ethernet || packet.getInt(236) != COOKIE) {
      return Optional.empty();
    }
    Options options = OptionCodec.read(bytes);
    return Optional.of(
        new ServerReply(
            MessageType.of(options).name(),
            packet.getInt(4),
            MacAddress.of(Arrays.copyOfRange(bytes, 28, 34)),
            Ipv4.of(Arrays.copyOfRange(bytes, 16, 20)),
            options.address(OptionCode.SERVER_ID),
            options.text(OptionCode.BOOT_FILE).orElseGet(() -> file(bytes, options))));
  }

  /** The header's field, unless it holds options (option 52). */
  private static String file(byte[] bytes, Options options) {
    boolean overloaded =
        options.get(OptionCode.OVERLOAD).filter(value -> (value[0] & 1) != 0).isPresent();
    return overloaded ? "" : new String(bytes, 108, 128, ISO_8859_1).split("\0", 2)[0];
  }
}
