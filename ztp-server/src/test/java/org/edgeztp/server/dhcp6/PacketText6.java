package org.edgeztp.server.dhcp6;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.edgeztp.inventory.machine.Ipv6;

/** Packets as text that a person can check. */
final class PacketText6 {
  private static final int IA_HEAD = 12;

  private PacketText6() {}

  static String of(Request request) {
    var out = new StringBuilder();
    line(out, request.type() + " from " + Ipv6.text(request.peer()));
    request
        .relays()
        .forEach(relay ->
            line(
                out,
                "through a relay: hops %d link %s peer %s interface %s card %s"
                    .formatted(
                        relay.hops(),
                        Ipv6.text(relay.link()),
                        Ipv6.text(relay.peer()),
                        relay.interfaceId().orElse("-"),
                        relay.card().map(Object::toString).orElse("-"))));
    line(out, "transaction %06x".formatted(request.transaction()));
    line(out, "card " + request.card().map(Object::toString).orElse("not known"));
    request
        .card()
        .map(card -> Clients.of(request, card))
        .ifPresent(client -> {
          line(out, "client %s %s".formatted(client.firmware(), client.architecture()));
          client.uuid().ifPresent(uuid -> line(out, "uuid " + uuid));
        });
    request.client().ifPresent(duid -> line(out, "client id " + duid.hex()));
    request.server().ifPresent(duid -> line(out, "server id " + duid.hex()));
    request
        .associations()
        .forEach(ia ->
            line(
                out,
                "ia %08x %s".formatted(ia.id(), ia.addresses().stream().map(Ipv6::text).toList())));
    request.vendorClass().ifPresent(name -> line(out, "vendor class " + name));
    line(
        out,
        "user classes %s architectures %s asks %s"
            .formatted(
                request.userClasses(),
                request.architectures(),
                request.asks().stream().sorted().toList()));
    return out.toString();
  }

  static String of(Reply reply) throws BadPacket {
    var out = new StringBuilder();
    switch (reply) {
      case Reply.Silent(String why) -> line(out, "silent: " + why);
      case Reply.Sent(var answer, _, String why) -> {
        line(out, answer.type() + ": " + why);
        message(out, ByteBuffer.wrap(PacketCodec.encode(answer)), "");
      }
    }
    return out.toString();
  }

  /** From the bytes, so that the encoder is seen as well. */
  private static void message(StringBuilder out, ByteBuffer in, String indent) throws BadPacket {
    if (in.get(in.position()) == MessageType.RELAY_REPLY) {
      line(out, indent + "RELAY_REPLY hops %d".formatted(in.get(in.position() + 1)));
      in.position(in.position() + 34);
    } else {
      line(out, indent + "head %08x".formatted(in.getInt()));
    }
    options(out, Options.read(in), indent + "  ");
  }

  private static void options(StringBuilder out, Options options, String indent) throws BadPacket {
    for (int code : options.codes()) {
      for (byte[] value : options.every(code)) {
        option(out, code, value, indent);
      }
    }
  }

  private static void option(StringBuilder out, int code, byte[] value, String indent)
      throws BadPacket {
    ByteBuffer in = ByteBuffer.wrap(value);
    switch (code) {
      case OptionCode.RELAY_MESSAGE -> message(out, in, indent);
      case OptionCode.IA_NA -> {
        line(out, indent + "ia %08x t1 %d t2 %d".formatted(in.getInt(), in.getInt(), in.getInt()));
        options(out, Options.read(in.position(IA_HEAD)), indent + "  ");
      }
      case OptionCode.IA_ADDRESS ->
          line(
              out,
              indent
                  + "address %s preferred %d valid %d"
                      .formatted(address(in), in.getInt(), in.getInt()));
      case OptionCode.STATUS ->
          line(out, indent + "status %d %s".formatted(in.getShort(), text(in)));
      case OptionCode.DNS -> line(out, indent + "dns " + address(in));
      case OptionCode.BOOT_URL -> line(out, indent + "boot " + text(in));
      case OptionCode.VENDOR_CLASS ->
          line(
              out,
              indent + "vendor %d class %d %s".formatted(in.getInt(), in.getShort(), text(in)));
      default -> line(out, indent + code + " " + HexFormat.of().formatHex(value));
    }
  }

  private static String address(ByteBuffer in) {
    byte[] bytes = new byte[16];
    in.get(bytes);
    return Ipv6.text(Ipv6.of(bytes));
  }

  private static String text(ByteBuffer in) {
    return StandardCharsets.UTF_8.decode(in).toString();
  }

  private static void line(StringBuilder out, String text) {
    out.append(text).append('\n');
  }
}
