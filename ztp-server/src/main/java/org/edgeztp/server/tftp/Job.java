package org.edgeztp.server.tftp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
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

  /** The packet that carries this block; block 0 is the OACK. May be called from any thread. */
  ByteBuffer packet(long block) {
    if (block == 0) {
      return TftpCodec.encode(new OptionAck(terms.accepted()));
    }
    long from = (block - 1) * terms.blockSize();
    int length = (int) Math.min(terms.blockSize(), terms.size() - from);
    return TftpCodec.data(block, content, (int) from, length);
  }

  InetAddress address() {
    return client.getAddress();
  }
}
