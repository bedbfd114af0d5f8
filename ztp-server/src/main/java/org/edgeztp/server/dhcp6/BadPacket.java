package org.edgeztp.server.dhcp6;

/** Why bytes are no DHCPv6 packet. Never leaves the codec. */
final class BadPacket extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  BadPacket(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
