package org.edgeztp.server.dhcp;

import static java.util.function.Predicate.not;

import java.net.Inet4Address;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.boot.Client;

/**
 * The DHCP server without its sockets: packets go in, answers come out as text. What it leases and
 * whom it sights is in the hands of those who made its leases and its waist.
 */
public final class DryRun {
  private final DhcpHandler server;
  private final Optional<DhcpHandler> bootServer;

  public DryRun(
      DhcpSettings settings, Leases leases, Waist waist, Restraint restraint, Clock clock) {
    this.server = new DhcpHandler(settings, leases, waist, restraint, clock);
    this.bootServer =
        settings
            .bootServer()
            .map(proxied -> new DhcpHandler(proxied, leases, waist, restraint, clock));
  }

  /**
   * What a packet leads to.
   *
   * @param question the packet and its sender in a few words
   * @param sender its hardware address, when the packet could be read
   * @param answer OFFER, ACK, NAK, or {@code no answer}
   * @param address that the client is given or confirmed
   * @param server that the answer is from
   * @param boot the file name or URL that is to be booted or set up with; empty when there is none
   * @param lines the whole answer, decoded
   */
  public record Outcome(
      String question,
      Optional<MacAddress> sender,
      String answer,
      Optional<Inet4Address> address,
      Optional<Inet4Address> server,
      String boot,
      List<String> lines) {
    public Outcome {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Answers one packet.
   *
   * @param heardOn the network it comes in on
   * @param port of the server that it comes to: 67 or 4011
   * @param source its sender's address
   */
  public Outcome answer(
      byte[] packet, Network heardOn, int port, Inet4Address source, int sourcePort) {
    return switch (PacketCodec.decode(packet)) {
      case Decoded.Malformed(String reason) ->
          silent("a packet that cannot be read", Optional.empty(), reason);
      case Decoded.Request(DhcpRequest request) -> {
        Client client = Clients.of(request);
        String question =
            "%s from %s as %s"
                .formatted(request.type(), request.chaddr(), who(client, request.isRelayed()));
        Optional<DhcpHandler> handler =
            port == DhcpSettings.BOOT_SERVER_PORT ? bootServer : Optional.of(server);
        yield handler
            .map(asked ->
                asked
                    .answer(request, new Arrival(Optional.of(heardOn), port, source, sourcePort))
                    .join())
            .map(reply -> outcome(question, request.chaddr(), reply))
            .orElseGet(() ->
                silent(
                    question,
                    Optional.of(request.chaddr()),
                    "no network is in the mode proxy, so nothing listens on port " + port));
      }
    };
  }

  private static String who(Client client, boolean relayed) {
    return client.firmware()
        + switch (client.architecture()) {
          case UNKNOWN -> "";
          case X86_BIOS, X86_UEFI, X86_64_UEFI, ARM64_UEFI, RASPBERRY_PI ->
              " on " + client.architecture();
        }
        + (relayed ? ", relayed" : "");
  }

  private static Outcome outcome(String question, MacAddress sender, Reply reply) {
    return switch (reply) {
      case Reply.Sent sent -> {
        Answer answer = sent.answer();
        yield new Outcome(
            question,
            Optional.of(sender),
            sent.name(),
            Optional.of(answer.yiaddr()).filter(not(Ipv4.ANY::equals)),
            Optional.of(answer.options())
                .flatMap(options -> options.get(OptionCode.SERVER_ID))
                .map(Ipv4::of),
            boot(answer),
            AnswerText.of(sent));
      }
      case Reply.Observed(String why) -> silent(question, Optional.of(sender), why);
      case Reply.Elsewhere(_, String why) -> silent(question, Optional.of(sender), why);
      case Reply.Refused(var refusal) -> silent(question, Optional.of(sender), refusal.why());
      case Reply.Silent(String why) -> silent(question, Optional.of(sender), why);
    };
  }

  private static Outcome silent(String question, Optional<MacAddress> sender, String why) {
    return new Outcome(
        question,
        sender,
        "no answer",
        Optional.empty(),
        Optional.empty(),
        "",
        List.of("no answer: " + why));
  }

  /** Where programs look: the file's name before the URLs of switches. */
  private static String boot(Answer answer) {
    return answer
        .options()
        .text(OptionCode.BOOT_FILE)
        .or(() -> Optional.of(answer.file()).filter(not(String::isEmpty)))
        .or(() -> answer.options().text(OptionCode.DEFAULT_URL))
        .or(() -> answer.options().text(OptionCode.PROVISION_SCRIPT))
        .orElse("");
  }
}
