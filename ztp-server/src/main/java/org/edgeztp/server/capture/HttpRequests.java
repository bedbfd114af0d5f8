package org.edgeztp.server.capture;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts HTTP requests to port 80 together from segments of TCP, in whatever order they came. */
final class HttpRequests {
  private static final int HTTP = 80;
  private static final int TCP_HEADER = 20;
  private static final int SYN = 0x02;

  private final Map<Flow, HttpStream> streams = new HashMap<>();

  /** What a client sends on one connection. */
  private record Flow(InetAddress source, int port, InetAddress target) {}

  /**
   * The requests that a packet completes, each at the time of its last segment.
   *
   * @throws BadCapture when the connection cannot be read from here on
   */
  List<Datagram> of(Duration at, IpPacket packet) throws BadCapture {
    ByteBuffer in = packet.payload();
    if (packet.protocol() != IpPacket.TCP
        || in.remaining() < TCP_HEADER
        || Short.toUnsignedInt(in.getShort(2)) != HTTP) {
      return List.of();
    }
    int header = (in.get(12) >> 4 & 0xf) * 4;
    if (packet.fragment()) {
      throw new BadCapture("is a fragment");
    }
    if (packet.length() > in.remaining() || header < TCP_HEADER || header > in.remaining()) {
      throw new BadCapture(IpPacket.CUT);
    }
    int sourcePort = Short.toUnsignedInt(in.getShort(0));
    var flow = new Flow(packet.source(), sourcePort, packet.target());
    int sequence = in.getInt(4);
    if ((in.get(13) & SYN) != 0) {
      streams.put(flow, new HttpStream(sequence + 1));
      return List.of();
    }
    byte[] data = new byte[in.remaining() - header];
    in.get(header, data);
    if (data.length == 0) {
      return List.of();
    }
    return streams.computeIfAbsent(flow, _ -> new HttpStream(sequence)).add(sequence, data).stream()
        .map(request ->
            new Datagram(at, packet.source(), sourcePort, HTTP, ByteBuffer.wrap(request)))
        .toList();
  }
}
