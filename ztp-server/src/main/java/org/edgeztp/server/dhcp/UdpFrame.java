package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import org.edgeztp.server.socket.InternetChecksum;

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
    out.putShort(10, InternetChecksum.of(InternetChecksum.sum(out, 0, IP_HEADER)));
    // The UDP sum covers the two addresses, the protocol and the length as well (RFC 768).
    long udp = InternetChecksum.sum(out, 12, 8 + udpLength) + UDP + udpLength;
    out.putShort(IP_HEADER + 6, InternetChecksum.ofUdp(udp));
    return out.array();
  }
}
