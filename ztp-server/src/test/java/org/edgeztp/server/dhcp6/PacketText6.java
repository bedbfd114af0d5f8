package org.edgeztp.server.dhcp6;

import org.edgeztp.inventory.machine.Ipv6;

/** Packets as text that a person can check. */
final class PacketText6 {
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

  static String of(Reply reply) {
    var out = new StringBuilder();
    switch (reply) {
      case Reply.Refused(_, String why) -> line(out, "refused: " + why);
      case Reply.Silent(String why) -> line(out, "silent: " + why);
      case Reply.Sent(var answer, _, String why) -> {
        line(out, answer.type() + ": " + why);
        AnswerText6.of(answer).forEach(text -> line(out, text));
      }
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String text) {
    out.append(text).append('\n');
  }
}
