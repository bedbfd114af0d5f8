package org.edgeztp.server.dhcp6;

/** What became of received bytes. */
sealed interface Decoded {
  record Message(Request request) implements Decoded {}

  /**
   * Not a packet that can be answered.
   *
   * @param reason a sentence without the bytes
   */
  record Malformed(String reason) implements Decoded {}
}
