package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.server.boot.Client;

/** Packets as text that a person can check. */
final class PacketText {
  private PacketText() {}

  static String of(DhcpRequest request) {
    Client client = Clients.of(request);
    var out = new StringBuilder();
    line(out, "%s from %s".formatted(request.type(), request.chaddr()));
    line(out, "client %s %s".formatted(client.firmware(), client.architecture()));
    client.facts().ifPresent(facts -> line(out, facts.toString()));
    client.uuid().ifPresent(uuid -> line(out, "uuid %s".formatted(uuid)));
    line(
        out,
        "xid %08x secs %d flags %04x hops %d"
            .formatted(request.xid(), request.secs(), request.flags(), request.hops()));
    line(
        out,
        "ciaddr %s giaddr %s"
            .formatted(request.ciaddr().getHostAddress(), request.giaddr().getHostAddress()));
    request.relay().ifPresent(relay -> line(out, "%s".formatted(relay)));
    options(out, request.options());
    return out.toString();
  }

  static String of(Reply reply) throws BadPacket {
    var out = new StringBuilder();
    switch (reply) {
      case Reply.Observed(String why) -> line(out, "observed: %s".formatted(why));
      case Reply.Elsewhere(_, String why) -> line(out, "silent: %s".formatted(why));
      case Reply.Refused(Refusal refusal) -> line(out, "refused: %s".formatted(refusal.why()));
      case Reply.Silent(String why) -> line(out, "silent: %s".formatted(why));
      case Reply.Sent sent -> {
        line(out, "%s: %s".formatted(sent.name(), sent.why()));
        line(out, "to %s".formatted(sent.answer().destination()));
        wire(out, PacketCodec.encode(sent.answer()));
      }
    }
    return out.toString();
  }

  /** From the bytes, so that the encoder is seen as well. */
  private static void wire(StringBuilder out, byte[] packet) throws BadPacket {
    ByteBuffer in = ByteBuffer.wrap(packet);
    line(
        out,
        "%d bytes, op %d htype %d hlen %d".formatted(packet.length, in.get(), in.get(), in.get()));
    line(out, "xid %08x flags %04x hops %d".formatted(in.getInt(4), in.getShort(10), in.get(3)));
    line(
        out,
        "ciaddr %s yiaddr %s siaddr %s giaddr %s"
            .formatted(
                address(packet, 12),
                address(packet, 16),
                address(packet, 20),
                address(packet, 24)));
    line(out, "chaddr %s".formatted(HexFormat.of().formatHex(packet, 28, 44)));
    line(out, "sname %s file %s".formatted(field(packet, 44, 108), field(packet, 108, 236)));
    line(out, "cookie %08x".formatted(in.getInt(236)));
    options(out, OptionCodec.read(packet));
  }

  private static void options(StringBuilder out, Options options) {
    for (int code : options.codes()) {
      line(out, "option %d %s".formatted(code, value(options.get(code).orElseThrow())));
    }
  }

  private static String value(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    return text.matches("[ -~]{2,}") ? "'" + text + "'" : HexFormat.of().formatHex(bytes);
  }

  private static String address(byte[] packet, int at) {
    return Ipv4.of(Arrays.copyOfRange(packet, at, at + 4)).getHostAddress();
  }

  /** A text, or options where option 52 says so. */
  private static String field(byte[] packet, int from, int to) {
    String text = new String(packet, from, to - from, ISO_8859_1).replaceAll("\0+$", "");
    return text.matches("[ -~]*")
        ? "'" + text + "'"
        : HexFormat.of().formatHex(packet, from, from + text.length());
  }

  private static void line(StringBuilder out, String line) {
    out.append(line).append('\n');
  }
}
