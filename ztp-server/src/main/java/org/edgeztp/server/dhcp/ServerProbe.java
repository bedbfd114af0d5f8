package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * Questions that make DHCP servers show themselves, as UDP payloads from port 68 to port 67. They
 * look like firmware, for ProxyDHCP servers answer nobody else, and carry a user class by which
 * this product knows that there is no machine behind them.
 */
public final class ServerProbe {
  static final String USER_CLASS = "EdgeZTP-probe";

  private static final int SHORTEST = 300;
  private static final short BROADCAST_FLAG = (short) 0x8000;
  private static final int COOKIE = 0x63825363;

  private ServerProbe() {}

  /**
   * Asks for an address. Some servers first try whether it is free: dnsmasq answers after three
   * seconds, ISC dhcpd after one.
   */
  public static byte[] discover(MacAddress mac, int xid) {
    return packet(MessageType.DISCOVER, mac, xid, Ipv4.ANY, BROADCAST_FLAG);
  }

  /** Asks for options only, which servers of the same subnet answer at once and keep nothing of. */
  public static byte[] inform(MacAddress mac, int xid, Inet4Address own) {
    return packet(MessageType.INFORM, mac, xid, own, (short) 0);
  }

  private static byte[] packet(
      MessageType type, MacAddress mac, int xid, Inet4Address ciaddr, short flags) {
    ByteBuffer header = ByteBuffer.allocate(240);
    header.put((byte) 1).put((byte) 1).put((byte) 6).put((byte) 0).putInt(xid);
    header.putShort((short) 0).putShort(flags).put(ciaddr.getAddress());
    header.put(28, mac.bytes()).putInt(236, COOKIE);
    byte[] options =
        OptionCodec.write(
            Options.builder()
                .bytes(OptionCode.MESSAGE_TYPE, type.code())
                .text(OptionCode.VENDOR_CLASS, "PXEClient:Arch:00007:UNDI:003016")
                .bytes(OptionCode.ARCHITECTURE, (byte) 0, (byte) 7)
                .bytes(OptionCode.NETWORK_INTERFACE, (byte) 1, (byte) 3, (byte) 16)
                .bytes(OptionCode.USER_CLASS, userClass())
                .bytes(
                    OptionCode.PARAMETER_LIST,
                    (byte) OptionCode.SUBNET_MASK,
                    (byte) OptionCode.ROUTER,
                    (byte) OptionCode.TFTP_SERVER,
                    (byte) OptionCode.BOOT_FILE)
                .build());
    return ByteBuffer.allocate(Math.max(SHORTEST, 240 + options.length))
        .put(header.array())
        .put(options)
        .array();
  }

  /** With its length before it (RFC 3004). */
  private static byte[] userClass() {
    byte[] name = USER_CLASS.getBytes(ISO_8859_1);
    return ByteBuffer.allocate(1 + name.length).put((byte) name.length).put(name).array();
  }
}
