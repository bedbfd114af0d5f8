package org.edgeztp.server.dhcp6;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.Ipv6;

/** Answers for people: a line for each option by its name, those within another further in. */
final class AnswerText6 {
  private static final int RELAY_HEADER = 34;
  private static final int IA_HEAD = 12;

  private final List<String> lines = new ArrayList<>();

  private AnswerText6() {}

  /** Made of the bytes that would be sent, so that nothing is shown that is not on the wire. */
  static List<String> of(Answer answer) {
    var text = new AnswerText6();
    try {
      text.message(ByteBuffer.wrap(PacketCodec.encode(answer)), "");
    } catch (BadPacket e) {
      throw new IllegalStateException("an answer of our own cannot be read", e);
    }
    return text.lines;
  }

  private void message(ByteBuffer in, String indent) throws BadPacket {
    int start = in.position();
    if (in.get(start) == MessageType.RELAY_REPLY) {
      lines.add(indent + "to a relay: hop count " + in.get(start + 1));
      options(in.position(start + RELAY_HEADER), indent + "  ");
    } else {
      int head = in.getInt();
      lines.add(
          indent + "message type %d, transaction %06x".formatted(head >>> 24, head & 0xffffff));
      options(in, indent);
    }
  }

  private void options(ByteBuffer in, String indent) throws BadPacket {
    Options options = Options.read(in);
    for (int code : options.codes()) {
      for (byte[] value : options.every(code)) {
        option(code, ByteBuffer.wrap(value), indent);
      }
    }
  }

  private void option(int code, ByteBuffer in, String indent) throws BadPacket {
    String start = indent + "option " + code + " ";
    switch (code) {
      case OptionCode.RELAY_MESSAGE -> {
        lines.add(start + "relayed message:");
        message(in, indent + "  ");
      }
      case OptionCode.IA_NA -> {
        lines.add(
            start
                + "addresses for %08x: renewal after %d s, rebinding after %d s"
                    .formatted(in.getInt(), in.getInt(), in.getInt()));
        options(in.position(IA_HEAD), indent + "  ");
      }
      case OptionCode.IA_ADDRESS ->
          lines.add(
              start
                  + "address: %s, preferred for %d s, valid for %d s"
                      .formatted(address(in), in.getInt(), in.getInt()));
      case OptionCode.CLIENT_ID -> lines.add(start + "client identifier: " + hex(in));
      case OptionCode.SERVER_ID -> lines.add(start + "server identifier: " + hex(in));
      case OptionCode.PREFERENCE -> lines.add(start + "preference: " + (in.get() & 0xff));
      case OptionCode.RAPID_COMMIT -> lines.add(start + "rapid commit");
      case OptionCode.INTERFACE_ID -> lines.add(start + "interface of the relay: " + hex(in));
      case OptionCode.STATUS ->
          lines.add(start + "status: %d %s".formatted(in.getShort(), text(in)));
      case OptionCode.DNS ->
          lines.add(
              start
                  + "name servers: "
                  + Stream.generate(() -> address(in))
                      .limit(in.remaining() / 16)
                      .collect(Collectors.joining(", ")));
      case OptionCode.BOOT_URL -> lines.add(start + "boot file URL: " + text(in));
      case OptionCode.VENDOR_CLASS ->
          lines.add(
              start
                  + "vendor class of %d: %s"
                      .formatted(in.getInt(), text(in.position(in.position() + 2))));
      default -> lines.add(start.strip() + ": " + hex(in));
    }
  }

  private static String address(ByteBuffer in) {
    byte[] bytes = new byte[16];
    in.get(bytes);
    return Ipv6.text(Ipv6.of(bytes));
  }

  private static String hex(ByteBuffer in) {
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String text(ByteBuffer in) {
    return UTF_8.decode(in).toString();
  }
}
