package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.edgeztp.inventory.lease.Ipv4;

/**
 * Answers for people: a line for each field that says something and for each option by its name.
 */
final class AnswerText {
  private AnswerText() {}

  /** Made of the bytes that would be sent, so that nothing is shown that is not on the wire. */
  static List<String> of(Reply.Sent sent) {
    byte[] packet = PacketCodec.encode(sent.answer());
    List<String> lines = new ArrayList<>();
    lines.add(sent.name() + ": " + sent.why());
    lines.add("to: " + text(sent.answer().destination()));
    address(lines, "ciaddr", packet, 12);
    address(lines, "yiaddr", packet, 16);
    address(lines, "siaddr", packet, 20);
    address(lines, "giaddr", packet, 24);
    text(lines, "sname", packet, 44, 108);
    text(lines, "file", packet, 108, 236);
    try {
      Options options = OptionCodec.read(packet);
      for (int code : options.codes()) {
        lines.add(OptionText.of(code, options.get(code).orElseThrow()));
      }
    } catch (BadPacket e) {
      throw new IllegalStateException("an answer of our own cannot be read", e);
    }
    return lines;
  }

  private static String text(Destination destination) {
    return switch (destination) {
      case Destination.Broadcast() -> "everybody on the link";
      case Destination.UnicastToHardware(var mac, var address) ->
          "%s at %s".formatted(address.getHostAddress(), mac);
      case Destination.UnicastToAddress(var address) -> address.getHostAddress();
      case Destination.ToRelay(var giaddr) -> "the relay " + giaddr.getHostAddress();
      case Destination.ToSender(var address, int port) -> address.getHostAddress() + ":" + port;
    };
  }

  private static void address(List<String> lines, String name, byte[] packet, int at) {
    Inet4Address address = Ipv4.of(Arrays.copyOfRange(packet, at, at + 4));
    if (!address.equals(Ipv4.ANY)) {
      lines.add(name + ": " + address.getHostAddress());
    }
  }

  private static void text(List<String> lines, String name, byte[] packet, int from, int to) {
    String text = OptionText.printable(Arrays.copyOfRange(packet, from, to));
    if (!text.isEmpty()) {
      lines.add(name + ": " + text);
    }
  }
}
