package org.edgeztp.server.capture;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * What a client asked: a UDP datagram, or an HTTP request put together from its segments.
 *
 * @param at time since 1970
 * @param port that it goes to
 */
public record Datagram(Duration at, InetAddress source, int sourcePort, int port, ByteBuffer data) {
  /** A copy of what it carries. */
  public byte[] payload() {
    byte[] bytes = new byte[data.remaining()];
    data.get(data.position(), bytes);
    return bytes;
  }
}
