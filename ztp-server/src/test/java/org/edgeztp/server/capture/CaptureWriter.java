package org.edgeztp.server.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/** Writes captures as programs on other processors and with other sockets do. */
final class CaptureWriter {
  private static final int ETHERNET = 1;

  private CaptureWriter() {}

  /** A request of a client in IPv4 and UDP, on whatever link the header in front is of. */
  static byte[] frame(String linkHeader, int port, byte[] payload) {
    byte[] link = HexFormat.of().parseHex(linkHeader.replace(" ", ""));
    return ByteBuffer.allocate(link.length + 28 + payload.length)
        .put(link)
        .put(HexFormat.of().parseHex("450000000000000040110000" + "0a4d0032" + "0a4d0001"))
        .putShort((short) 1068)
        .putShort((short) port)
        .putShort((short) (8 + payload.length))
        .putShort((short) 0)
        .put(payload)
        .array();
  }

  static ByteBuffer pcap(ByteOrder order, boolean nanoseconds, int link, byte[] frame) {
    return ByteBuffer.allocate(40 + frame.length)
        .order(order)
        .putInt(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4)
        .putShort((short) 2)
        .putShort((short) 4)
        .putLong(0)
        .putInt(65535)
        .putInt(link)
        .putInt(1700000000)
        .putInt(nanoseconds ? 250_000_000 : 250_000)
        .putInt(frame.length)
        .putInt(frame.length)
        .put(frame)
        .flip()
        .order(ByteOrder.BIG_ENDIAN);
  }

  /** A section, a block that nobody knows, an interface that counts in 1/1024 s, and a packet. */
  static ByteBuffer pcapng(ByteOrder order, byte[] frame) {
    int padded = (frame.length + 3) / 4 * 4;
    ByteBuffer out = ByteBuffer.allocate(28 + 12 + 28 + 32 + padded).order(order);
    out.putInt(0x0a0d0d0a).putInt(28).putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0);
    out.putLong(-1).putInt(28);
    out.putInt(0x0bad).putInt(12).putInt(12);
    out.putInt(1).putInt(28).putShort((short) ETHERNET).putShort((short) 0).putInt(0);
    out.putShort((short) 9).putShort((short) 1).put((byte) 0x8a).put(new byte[3]).putInt(28);
    long units = 1700000000L * 1024 + 256;
    out.putInt(6).putInt(32 + padded).putInt(0);
    out.putInt((int) (units >>> 32)).putInt((int) units);
    out.putInt(frame.length).putInt(frame.length).put(frame).put(new byte[padded - frame.length]);
    return out.putInt(32 + padded).flip().order(ByteOrder.BIG_ENDIAN);
  }
}
