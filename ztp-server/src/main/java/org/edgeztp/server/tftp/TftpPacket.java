package org.edgeztp.server.tftp;

import java.nio.ByteBuffer;
import java.util.Map;

/**
 * The packets of RFC 1350, section 5, and of RFC 2347. Option names are in lower case and keep
 * their order; block numbers are those of the wire, 0 to 65535.
 */
sealed interface TftpPacket extends Received {
  record ReadRequest(String path, String mode, Map<String, String> options) implements TftpPacket {}

  record WriteRequest(String path, String mode, Map<String, String> options)
      implements TftpPacket {}

  record Data(int block, ByteBuffer bytes) implements TftpPacket {}

  record Ack(int block) implements TftpPacket {}

  /** ERROR. The code is a plain number, for clients also send some that no RFC names. */
  record ErrorReport(int code, String message) implements TftpPacket {
    ErrorReport(TftpError error, String message) {
      this(error.code(), message);
    }
  }

  /** OACK: the options that the server takes, with the values it takes them at. */
  record OptionAck(Map<String, String> options) implements TftpPacket {}
}
