package org.edgeztp.server.http;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.edgeztp.inventory.machine.Nic;

/**
 * Reads what a switch tells of itself: the Link Layer Discovery Protocol, IEEE 802.1AB clause 8.
 */
final class Lldp {
  private static final int ADDRESSES = 12;
  private static final short ETHERTYPE = (short) 0x88cc;
  private static final int END = 0;
  private static final int CHASSIS = 1;
  private static final int PORT = 2;
  private static final int PORT_DESCRIPTION = 4;
  private static final int SYSTEM_NAME = 5;
  private static final int CHASSIS_IS_MAC = 4;
  private static final int PORT_IS_MAC = 3;

  private String chassis = "";
  private String port = "";
  private String description = "";
  private String name = "";

  private Lldp() {}

  /**
   * The sender of a frame.
   *
   * @param frame hexadecimal digits of the frame, and of whatever follows it
   * @return empty when this is no LLDP frame with its mandatory parts
   */
  static Optional<Nic.Neighbour> neighbour(String frame) {
    var lldp = new Lldp();
    try {
      lldp.read(ByteBuffer.wrap(HexFormat.of().parseHex(frame)));
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return Optional.empty();
    }
    String system = lldp.name.isEmpty() ? lldp.chassis : lldp.name;
    return system.isEmpty() || lldp.port.isEmpty()
        ? Optional.empty()
        : Optional.of(new Nic.Neighbour(system, lldp.port, lldp.description));
  }

  private void read(ByteBuffer frame) {
    frame.position(ADDRESSES);
    if (frame.getShort() != ETHERTYPE) {
      throw new IllegalArgumentException("another ethertype");
    }
    while (true) {
      int head = Short.toUnsignedInt(frame.getShort());
      byte[] value = new byte[head & 0x1ff];
      frame.get(value);
      switch (head >> 9) {
        case END -> {
          return;
        }
        case CHASSIS -> chassis = id(value, CHASSIS_IS_MAC);
        case PORT -> port = id(value, PORT_IS_MAC);
        case PORT_DESCRIPTION -> description = text(value, 0);
        case SYSTEM_NAME -> name = text(value, 0);
        default -> {}
      }
    }
  }

  /** An identifier behind the byte that says of which kind it is: a text, or hardware address. */
  private static String id(byte[] value, int mac) {
    if (value.length == 0) {
      return "";
    }
    return value[0] == mac
        ? HexFormat.ofDelimiter(":").formatHex(value, 1, value.length)
        : text(value, 1);
  }

  private static String text(byte[] value, int from) {
    return Sentence.of(new String(value, from, value.length - from, StandardCharsets.UTF_8));
  }
}
