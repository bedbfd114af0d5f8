package org.edgeztp.server.tftp;

import java.net.InetAddress;
import java.time.Duration;

/**
 * Something that happened to a read request. Each {@link Started} is followed by exactly one {@link
 * Finished}, {@link SizeAsked} or {@link Failed} with the same client and path.
 */
public sealed interface TransferEvent {
  InetAddress client();

  /** The file asked for; in {@link Refused} as the client wrote it, made printable. */
  String path();

  /**
   * The request is granted and the first packet leaves.
   *
   * @param size length of the file in bytes
   * @param blockSize bytes in each DATA packet but the last
   * @param windowSize DATA packets sent for each acknowledgment
   */
  record Started(InetAddress client, String path, long size, int blockSize, int windowSize)
      implements TransferEvent {}

  /**
   * The client acknowledged the last byte.
   *
   * @param bytes length of the file
   * @param took from the request to the last acknowledgment
   * @param repeated packets that had to be sent more than once
   */
  record Finished(InetAddress client, String path, long bytes, Duration took, long repeated)
      implements TransferEvent {}

  /** The client wanted to know the length only: boot ROMs ask so before they ask in earnest. */
  record SizeAsked(InetAddress client, String path) implements TransferEvent {}

  /** The request was answered with an ERROR that carries this reason. */
  record Refused(InetAddress client, String path, TftpError code, String reason)
      implements TransferEvent {}

  /** The transfer began and did not reach its end. */
  record Failed(InetAddress client, String path, String reason) implements TransferEvent {}
}
