package org.edgeztp.server.datagram;

import java.nio.ByteBuffer;

/**
 * A message of several datagrams to one peer: each a header and a part of one body. All parts are
 * equally long but the last, which may be shorter and even empty.
 *
 * @param headers the headers one after the other, from position to limit
 * @param headerLength bytes of one header
 * @param body what the parts are cut from, from position to limit; outside of the heap, and
 *     unchanged for good
 * @param partLength bytes of a part
 */
public record Burst(ByteBuffer headers, int headerLength, ByteBuffer body, int partLength) {
  public Burst {
    int count = headers.remaining() / headerLength;
    int least = (count - 1) * partLength;
    if (!body.isDirect() || body.remaining() < least || body.remaining() > least + partLength) {
      throw new IllegalArgumentException(
          "%d parts of %d bytes do not make up %s".formatted(count, partLength, body));
    }
  }

  int count() {
    return headers.remaining() / headerLength;
  }

  /** The bytes of the body in this datagram, counted from 0. */
  int length(int index) {
    return Math.min(partLength, body.remaining() - index * partLength);
  }

  /** One of the datagrams as a whole. */
  ByteBuffer datagram(int index) {
    int length = length(index);
    return ByteBuffer.allocate(headerLength + length)
        .put(0, headers, headers.position() + index * headerLength, headerLength)
        .put(headerLength, body, body.position() + index * partLength, length);
  }
}
