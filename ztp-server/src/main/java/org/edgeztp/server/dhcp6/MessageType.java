package org.edgeztp.server.dhcp6;

/** The messages of RFC 8415 section 7.3, without those between relay and server. */
enum MessageType {
  SOLICIT(1),
  ADVERTISE(2),
  REQUEST(3),
  CONFIRM(4),
  RENEW(5),
  REBIND(6),
  REPLY(7),
  RELEASE(8),
  DECLINE(9),
  RECONFIGURE(10),
  INFORMATION_REQUEST(11);

  static final int RELAY_FORWARD = 12;
  static final int RELAY_REPLY = 13;

  private final int code;

  MessageType(int code) {
    this.code = code;
  }

  byte code() {
    return (byte) code;
  }

  static MessageType of(int code) throws BadPacket {
    for (MessageType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new BadPacket("message type " + code + " is none that a client or relay sends");
  }
}
