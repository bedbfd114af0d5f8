package org.edgeztp.server.dhcp;

/** What a packet says it is (option 53). */
enum MessageType {
  DISCOVER(1),
  OFFER(2),
  REQUEST(3),
  DECLINE(4),
  ACK(5),
  NAK(6),
  RELEASE(7),
  INFORM(8);

  private final byte code;

  MessageType(int code) {
    this.code = (byte) code;
  }

  byte code() {
    return code;
  }

  /**
   * The type of a packet's options.
   *
   * @throws BadPacket if it is missing, as in BOOTP, or unknown
   */
  static MessageType of(Options options) throws BadPacket {
    byte[] value =
        options
            .get(OptionCode.MESSAGE_TYPE)
            .orElseThrow(() -> new BadPacket("no message type: plain BOOTP is not served"));
    for (MessageType type : values()) {
      if (value.length == 1 && value[0] == type.code) {
        return type;
      }
    }
    throw new BadPacket("option 53 (message type) has no known value");
  }
}
