package org.edgeztp.server.dhcp6;

import java.net.Inet6Address;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * The DHCPv6 server without its sockets: packets go in, answers come out as text. A client that
 * chose another server when it was captured takes what it is advertised here.
 */
public final class DryRun6 {
  private final Dhcp6Handler handler;
  private final String link;
  private final Map<Duid, Offer> offers = new HashMap<>();

  /** What a client was advertised here. */
  private record Offer(Duid server, Inet6Address address) {}

  /**
   * A server.
   *
   * @param restraint why nothing may be answered on an interface at this moment
   * @param link the interface on which packets are heard
   */
  public DryRun6(
      List<Dhcp6Settings> networks,
      Dhcp6Waist waist,
      Function<String, Optional<String>> restraint,
      String link) {
    this.handler = new Dhcp6Handler(networks, waist, restraint, Clock.systemUTC());
    this.link = link;
  }

  /**
   * What a packet leads to.
   *
   * @param question the packet and its sender in a few words
   * @param card that it was sent from, where it is known
   * @param took the address that the client has or wants in the packet
   * @param address that it is given
   * @param server that answers, by its identifier in hex
   * @param boot the URL that is to be booted; empty when there is none
   * @param lines the whole answer, decoded
   */
  public record Outcome(
      String question,
      Optional<MacAddress> card,
      Optional<Inet6Address> took,
      Optional<Inet6Address> address,
      Optional<String> server,
      String boot,
      List<String> lines) {
    public Outcome {
      lines = List.copyOf(lines);
    }
  }

  /** Answers one packet. */
  public Outcome answer(byte[] packet, Inet6Address source) {
    return switch (PacketCodec.decode(packet, source)) {
      case Decoded.Malformed(String reason) ->
          new Outcome(
              "a packet that cannot be read from " + Ipv6.text(source),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              "",
              List.of("no answer: " + reason));
      case Decoded.Message(Request request) -> answer(request);
    };
  }

  private Outcome answer(Request captured) {
    List<String> lines = new ArrayList<>();
    Request request = present(captured, lines);
    Optional<Inet6Address> address = Optional.empty();
    Optional<String> server = Optional.empty();
    String boot = "";
    switch (handler.answer(request, Optional.of(link))) {
      case Reply.Refused(_, String why) -> lines.add("no answer: " + why);
      case Reply.Silent(String why) -> lines.add("no answer: " + why);
      case Reply.Sent(Answer answer, var given, String why) -> {
        lines.add(answer.type() + ": " + why);
        lines.add("to: " + Ipv6.text(request.source()));
        lines.addAll(AnswerText6.of(answer));
        address = given;
        server = answer.options().get(OptionCode.SERVER_ID).map(HexFormat.of()::formatHex);
        boot = answer.boots();
        remember(request, answer, given);
      }
    }
    String who = request.card().map(MacAddress::value).orElseGet(() -> Ipv6.text(request.peer()));
    return new Outcome(
        "%s from %s as %s".formatted(request.type(), who, Clients.firmware(request)),
        request.card(),
        address(captured),
        address,
        server,
        boot,
        lines);
  }

  private void remember(Request request, Answer answer, Optional<Inet6Address> given) {
    Optional<byte[]> server = answer.options().get(OptionCode.SERVER_ID);
    if (server.isPresent() && request.client().isPresent() && given.isPresent()) {
      try {
        offers.put(request.client().get(), new Offer(Duid.of(server.get()), given.get()));
      } catch (BadPacket e) {
        throw new IllegalStateException("the server's own identifier", e);
      }
    }
  }

  /** The packet as the client would send it here. */
  private Request present(Request captured, List<String> lines) {
    Optional<Offer> offer =
        captured
            .client()
            .map(offers::get)
            .filter(made -> captured.server().filter(made.server()::equals).isEmpty())
            .filter(_ -> captured.server().isPresent());
    if (offer.isEmpty()) {
      return captured;
    }
    lines.add(
        "it took %s of the server %s, and takes %s of %s here"
            .formatted(
                address(captured).map(Ipv6::text).orElse("no address"),
                captured.server().orElseThrow().hex(),
                Ipv6.text(offer.get().address()),
                offer.get().server().hex()));
    return captured.taking(offer.get().server(), offer.get().address());
  }

  private static Optional<Inet6Address> address(Request request) {
    return request.associations().stream().flatMap(one -> one.addresses().stream()).findFirst();
  }
}
