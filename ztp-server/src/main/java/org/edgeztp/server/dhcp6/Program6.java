package org.edgeztp.server.dhcp6;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * A program on a machine that asks by DHCPv6, and how it introduces itself: as those in the
 * captured packets of the tests do.
 *
 * @param client its identifier
 * @param vendorClass {@code PXEClient:Arch:00007:UNDI:003000}
 * @param architecture as in DHCP's option 93
 * @param userClass empty for none
 */
public record Program6(UUID client, String vendorClass, int architecture, String userClass) {
  private static final int ELAPSED_TIME = 8;
  private static final int NETWORK_INTERFACE = 62;

  /** That of Intel, which firmware sends. */
  private static final int ENTERPRISE = 343;

  private static final int ASSOCIATION = 1;

  /** From where a card asks: its address on the link. */
  public static Inet6Address source(MacAddress mac) {
    return Ipv6.of(Ipv6.parse("fe80::"), mac);
  }

  /** Asks for an address, which servers advertise and keep nothing of. */
  public byte[] solicit(int transaction) {
    byte[] association = ByteBuffer.allocate(12).putInt(ASSOCIATION).array();
    return message(
        MessageType.SOLICIT, transaction, options().bytes(OptionCode.IA_NA, association));
  }

  /** Asks for options only, which servers tell that give no addresses. */
  public byte[] inform(int transaction) {
    return message(MessageType.INFORMATION_REQUEST, transaction, options());
  }

  /**
   * Takes what it was advertised.
   *
   * @param server its identifier (DUID), in hex
   */
  public byte[] request(int transaction, String server, Inet6Address address) {
    byte[] association =
        ByteBuffer.allocate(12 + 4 + 24)
            .putInt(ASSOCIATION)
            .putShort(12, (short) OptionCode.IA_ADDRESS)
            .putShort(14, (short) 24)
            .put(16, address.getAddress())
            .array();
    return message(
        MessageType.REQUEST,
        transaction,
        options()
            .bytes(OptionCode.SERVER_ID, HexFormat.of().parseHex(server))
            .bytes(OptionCode.IA_NA, association));
  }

  private Options.Builder options() {
    Options.Builder options =
        Options.builder()
            .bytes(OptionCode.CLIENT_ID, Duid.of(client).bytes())
            .bytes(ELAPSED_TIME, (byte) 0, (byte) 0)
            .bytes(
                OptionCode.REQUESTED,
                ByteBuffer.allocate(4)
                    .putShort((short) OptionCode.DNS)
                    .putShort((short) OptionCode.BOOT_URL)
                    .array())
            .bytes(OptionCode.VENDOR_CLASS, vendorClass(text(vendorClass)))
            .bytes(OptionCode.CLIENT_ARCHITECTURE, (byte) 0, (byte) architecture)
            .bytes(NETWORK_INTERFACE, (byte) 1, (byte) 3, (byte) 16);
    return userClass.isEmpty() ? options : options.bytes(OptionCode.USER_CLASS, text(userClass));
  }

  private static byte[] vendorClass(byte[] name) {
    return ByteBuffer.allocate(4 + name.length).putInt(ENTERPRISE).put(name).array();
  }

  /** With its length before it. */
  private static byte[] text(String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    return ByteBuffer.allocate(2 + bytes.length).putShort((short) bytes.length).put(bytes).array();
  }

  private static byte[] message(MessageType type, int transaction, Options.Builder options) {
    byte[] all = options.build().bytes();
    return ByteBuffer.allocate(4 + all.length)
        .putInt(type.code() << 24 | (transaction & 0xffffff))
        .put(all)
        .array();
  }
}
