package org.edgeztp.server.tftp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.apache.mina.core.buffer.IoBuffer;
import org.edgeztp.server.datagram.Burst;
import org.edgeztp.server.tftp.TftpPacket.OptionAck;
import org.edgeztp.server.tftp.TftpPacket.ReadRequest;

/**
 * A read request that is granted: who gets what, and how.
 *
 * @param client address and port the request came from
 * @param receivedAt {@link System#nanoTime} when it came
 */
record Job(
    InetSocketAddress client,
    ReadRequest request,
    String path,
    Terms terms,
    ByteBuffer content,
    long receivedAt) {

  /** The message with these blocks; block 0 is the OACK, which is sent alone. */
  Object message(long first, long last) {
    if (first == 0) {
      return IoBuffer.wrap(TftpCodec.encode(new OptionAck(terms.accepted())));
    }
    long from = (first - 1) * terms.blockSize();
    long to = Math.min(last * terms.blockSize(), terms.size());
    return new Burst(
        TftpCodec.dataHeaders(first, last),
        TftpCodec.DATA_HEADER,
        content.slice((int) from, (int) (to - from)),
        terms.blockSize());
  }

  InetAddress address() {
    return client.getAddress();
  }
}
