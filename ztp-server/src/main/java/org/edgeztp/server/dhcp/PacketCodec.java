package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.dhcp4java.DHCPBadPacketException;
import org.dhcp4java.DHCPConstants;
import org.dhcp4java.DHCPPacket;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * Bytes to requests and answers to bytes. dhcp4java reads and writes the fixed header; the options
 * are ours ({@link OptionCodec}), as it knows neither overload nor long options and keeps no order.
 */
final class PacketCodec {
  private static final int HEADER = 240;

  /** The shortest packet that every BOOTP relay lets through (RFC 1542 section 2.1). */
  private static final int SHORTEST = 300;

  private static final int ETHERNET = 1;

  private PacketCodec() {}

  /** Never throws, whatever the bytes are. */
  static Decoded decode(byte[] packet) {
    try {
      return new Decoded.Request(read(packet));
    } catch (BadPacket e) {
      return new Decoded.Malformed(e.reason());
    } catch (DHCPBadPacketException e) {
      return new Decoded.Malformed("header: " + e.getMessage());
    }
  }

  private static DhcpRequest read(byte[] packet) throws BadPacket {
    if (packet.length < HEADER) {
      throw new BadPacket("cut off after " + packet.length + " bytes");
    }
    DHCPPacket header = header(packet);
    if (!header.isDhcp()) {
      throw new BadPacket("no magic cookie: plain BOOTP is not served");
    }
    if (header.getOp() != DHCPConstants.BOOTREQUEST) {
      throw new BadPacket("not from a client (op " + header.getOp() + ")");
    }
    Options options = OptionCodec.read(packet);
    byte[] relay = options.get(OptionCode.RELAY_INFO).orElse(null);
    return new DhcpRequest(
        MessageType.of(options),
        header.getXid(),
        header.getHops() & 0xff,
        header.getSecs() & 0xffff,
        header.getFlags() & 0xffff,
        Ipv4.of(header.getCiaddrRaw()),
        Ipv4.of(header.getGiaddrRaw()),
        chaddr(header),
        options.address(OptionCode.REQUESTED_ADDRESS),
        options.address(OptionCode.SERVER_ID),
        ClientOptions.architectures(options),
        options.text(OptionCode.VENDOR_CLASS),
        ClientOptions.userClasses(options),
        ClientOptions.uuid(options),
        ClientOptions.asks(options),
        relay == null ? Optional.empty() : Optional.of(RelayInfo.read(relay)),
        options);
  }

  private static DHCPPacket header(byte[] packet) {
    byte[] header = Arrays.copyOf(packet, HEADER + 1);
    header[HEADER] = (byte) OptionCode.END;
    return DHCPPacket.getPacket(header, 0, header.length, false);
  }

  private static MacAddress chaddr(DHCPPacket header) throws BadPacket {
    if (header.getHtype() != ETHERNET || header.getHlen() != 6) {
      throw new BadPacket(
          "only Ethernet is served (hardware type %d, address of %d bytes)"
              .formatted(header.getHtype() & 0xff, header.getHlen() & 0xff));
    }
    byte[] bytes = header.getChaddr();
    MacAddress mac = MacAddress.of(bytes);
    if ((bytes[0] & 1) != 0 || mac.value().equals("00:00:00:00:00:00")) {
      throw new BadPacket("no network card has the address " + mac);
    }
    return mac;
  }

  /** At least 300 bytes, and no more than the client takes (option 57). */
  static byte[] encode(Answer answer) {
    DhcpRequest request = answer.request();
    var header = new DHCPPacket();
    header.setOp(DHCPConstants.BOOTREPLY);
    header.setHtype((byte) ETHERNET);
    header.setHlen((byte) 6);
    header.setXid(request.xid());
    header.setFlags((short) answer.flags());
    header.setCiaddrRaw(bytes(answer.ciaddr()));
    header.setYiaddrRaw(bytes(answer.yiaddr()));
    header.setSiaddrRaw(bytes(answer.siaddr()));
    header.setGiaddrRaw(bytes(request.giaddr()));
    header.setChaddr(request.chaddr().bytes());
    Layout layout = Layout.of(answer);
    header.setSnameRaw(layout.sname().length > 0 ? layout.sname() : latin(answer.sname()));
    header.setFileRaw(layout.file().length > 0 ? layout.file() : latin(answer.file()));
    byte[] options = layout.options();
    return ByteBuffer.allocate(Math.max(SHORTEST, HEADER + options.length))
        .put(header.serialize(), 0, HEADER)
        .put(options)
        .array();
  }

  private static byte[] latin(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] bytes(Inet4Address address) {
    return address.getAddress();
  }
}
