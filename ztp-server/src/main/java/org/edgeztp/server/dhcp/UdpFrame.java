package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.nio.ByteBuffer;

/** An IPv4 packet with a UDP datagram in it, for a link that is spoken to below the IP stack. */
public final class UdpFrame {
  private static final int IP_HEADER = 20;
  private static final int UDP_HEADER = 8;
  private static final byte UDP = 17;

  private UdpFrame() {}

  public static byte[] of(
      Inet4Address from, int fromPort, Inet4Address to, int toPort, byte[] payload) {
    int udpLength = UDP_HEADER + payload.length;
    ByteBuffer out = ByteBuffer.allocate(IP_HEADER + udpLength);
    out.put((byte) 0x45).put((byte) 0).putShort((short) (IP_HEADER + udpLength));
    out.putInt(0).put((byte) 64).put(UDP).putShort((short) 0);
    out.put(from.getAddress()).put(to.getAddress());
    out.putShort((short) fromPort).putShort((short) toPort);
    out.putShort((short) udpLength).putShort((short) 0).put(payload);
    out.putShort(10, checksum(sum(out, 0, IP_HEADER)));
    // The UDP sum covers the two addresses, the protocol and the length as well (RFC 768).
    short udp = checksum(sum(out, 12, 8 + udpLength) + UDP + udpLength);
    out.putShort(IP_HEADER + 6, udp == 0 ? (short) 0xffff : udp);
    return out.array();
  }

  private static long sum(ByteBuffer bytes, int start, int length) {
    long sum = 0;
    for (int at = start; at < start + length - 1; at += 2) {
      sum += bytes.getShort(at) & 0xffff;
    }
    return length % 2 == 0 ? sum : sum + ((bytes.get(start + length - 1) & 0xff) << 8);
  }

  private static short checksum(long sum) {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >> 16);
    }
    return (short) ~folded;
  }
}
