package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.MacAddress;

/** Makes packets of clients, right ones and wrong ones. */
final class Packet {
  static final MacAddress MAC = new MacAddress("52:54:00:77:00:21");

  private final ByteBuffer header = ByteBuffer.allocate(240);
  private final ByteArrayOutputStream options = new ByteArrayOutputStream();

  private Packet() {
    header.put(0, (byte) 1).put(1, (byte) 1).put(2, (byte) 6).putInt(4, 0x77000021);
    header.put(28, MAC.bytes()).putInt(236, 0x63825363);
  }

  /** A packet with everything but options. */
  static Packet bare() {
    return new Packet();
  }

  static Packet of(MessageType type) {
    return new Packet().option(OptionCode.MESSAGE_TYPE, type.code());
  }

  /** A plain PXE ROM or UEFI's PXE client, by its architecture. */
  static Packet pxe(MessageType type, int architecture) {
    return of(type).bootClient("PXEClient:Arch:00007:UNDI:003000", architecture);
  }

  Packet bootClient(String vendorClass, int architecture) {
    return text(OptionCode.VENDOR_CLASS, vendorClass)
        .option(OptionCode.ARCHITECTURE, (byte) 0, (byte) architecture)
        .option(OptionCode.NETWORK_INTERFACE, (byte) 1, (byte) 3, (byte) 0);
  }

  Packet option(int code, byte... value) {
    options.write(code);
    options.write(value.length);
    options.writeBytes(value);
    return this;
  }

  Packet text(int code, String value) {
    return option(code, value.getBytes(ISO_8859_1));
  }

  Packet address(int code, String address) {
    return option(code, Ipv4.parse(address).getAddress());
  }

  Packet requested(String address) {
    return address(OptionCode.REQUESTED_ADDRESS, address);
  }

  Packet server(String address) {
    return address(OptionCode.SERVER_ID, address);
  }

  Packet ciaddr(String address) {
    header.put(12, Ipv4.parse(address).getAddress());
    return this;
  }

  Packet giaddr(String address) {
    header.put(24, Ipv4.parse(address).getAddress());
    return this;
  }

  Packet mac(MacAddress mac) {
    header.put(28, mac.bytes());
    return this;
  }

  Packet broadcast() {
    return header(10, "8000");
  }

  /** Writes over any part of the header. */
  Packet header(int at, String hex) {
    header.put(at, HexFormat.of().parseHex(hex));
    return this;
  }

  byte[] bytes() {
    byte[] tail = options.toByteArray();
    return ByteBuffer.allocate(240 + tail.length + 1)
        .put(header.array())
        .put(tail)
        .put((byte) OptionCode.END)
        .array();
  }

  DhcpRequest request() {
    return switch (PacketCodec.decode(bytes())) {
      case Decoded.Request(DhcpRequest request) -> request;
      case Decoded.Malformed(String reason) -> throw new AssertionError(reason);
    };
  }
}
