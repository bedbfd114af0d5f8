package org.edgeztp.server.tftp;

/** What a datagram holds: a packet of the protocol, or something else. */
sealed interface Received permits TftpPacket, Received.Malformed {
  /** Bytes that are no TFTP packet, and why not. */
  record Malformed(String reason) implements Received {}
}
