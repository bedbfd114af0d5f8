package org.edgeztp.server.capture;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A captured UDP datagram over IPv4.
 *
 * @param at time since 1970
 * @param port that it goes to
 */
public record Datagram(
    Duration at, Inet4Address source, int sourcePort, int port, ByteBuffer data) {
  /** A copy of what it carries. */
  public byte[] payload() {
    byte[] bytes = new byte[data.remaining()];
    data.get(data.position(), bytes);
    return bytes;
  }
}
