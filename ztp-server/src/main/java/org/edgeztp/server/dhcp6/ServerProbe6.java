package org.edgeztp.server.dhcp6;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Questions that make DHCPv6 servers show themselves, as UDP payloads from port 546 to port 547 of
 * ff02::1:2. They look like firmware, for some servers name a boot file to nobody else, and carry a
 * user class by which this product knows that there is no machine behind them.
 */
public final class ServerProbe6 {
  static final String USER_CLASS = "EdgeZTP-probe";

  private static final int ELAPSED_TIME = 8;
  private static final int NETWORK_INTERFACE = 62;

  /** That of Intel, which firmware sends. */
  private static final int ENTERPRISE = 343;

  private ServerProbe6() {}

  /** Asks for an address, which servers advertise and keep nothing of. */
  public static byte[] solicit(UUID client, int transaction) {
    byte[] association = ByteBuffer.allocate(12).putInt(1).array();
    return message(
        MessageType.SOLICIT,
        transaction,
        options(client).bytes(OptionCode.IA_NA, association).build());
  }

  /** Asks for options only, which servers tell that give no addresses. */
  public static byte[] inform(UUID client, int transaction) {
    return message(MessageType.INFORMATION_REQUEST, transaction, options(client).build());
  }

  private static Options.Builder options(UUID client) {
    return Options.builder()
        .bytes(OptionCode.CLIENT_ID, Duid.of(client).bytes())
        .bytes(ELAPSED_TIME, (byte) 0, (byte) 0)
        .bytes(
            OptionCode.REQUESTED,
            ByteBuffer.allocate(4)
                .putShort((short) OptionCode.DNS)
                .putShort((short) OptionCode.BOOT_URL)
                .array())
        .bytes(
            OptionCode.USER_CLASS, text(ByteBuffer.allocate(2 + USER_CLASS.length()), USER_CLASS))
        .bytes(OptionCode.VENDOR_CLASS, vendorClass("PXEClient:Arch:00007:UNDI:003016"))
        .bytes(OptionCode.CLIENT_ARCHITECTURE, (byte) 0, (byte) 7)
        .bytes(NETWORK_INTERFACE, (byte) 1, (byte) 3, (byte) 16);
  }

  private static byte[] vendorClass(String name) {
    return text(ByteBuffer.allocate(6 + name.length()).putInt(ENTERPRISE), name);
  }

  /** With its length before it. */
  private static byte[] text(ByteBuffer out, String text) {
    return out.putShort((short) text.length()).put(text.getBytes(ISO_8859_1)).array();
  }

  private static byte[] message(MessageType type, int transaction, Options options) {
    byte[] all = options.bytes();
    return ByteBuffer.allocate(4 + all.length)
        .putInt(type.code() << 24 | (transaction & 0xffffff))
        .put(all)
        .array();
  }
}
