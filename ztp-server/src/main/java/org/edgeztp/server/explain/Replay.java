package org.edgeztp.server.explain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.dhcp.DryRun;
import org.edgeztp.server.dhcp.Retelling;
import org.edgeztp.server.dhcp6.DryRun6;
import org.edgeztp.server.tftp.DryRead;

/**
 * Sends a rehearsal what was captured, in its order and with the time between the packets. Clients
 * take what they are offered here: the address that one had when it was captured becomes the one
 * that it is given, in its own packets and as the source of its reads, and the token of its run
 * becomes that which the answers here had.
 */
public final class Replay {
  private static final int TFTP = 69;
  private static final int HTTP = 80;
  private static final int DHCPV6 = 547;
  private static final List<String> NOBODY =
      List.of("no answer: this network has no IPv6 in the configuration");

  private final Rehearsal server;
  private final WebReplay web;
  private final Map<MacAddress, DryRun.Outcome> offers = new HashMap<>();
  private final Map<InetAddress, InetAddress> given = new HashMap<>();
  private final Set<MacAddress> senders = new LinkedHashSet<>();
  private final List<Step> steps = new ArrayList<>();

  private Replay(Rehearsal server) {
    this.server = server;
    this.web = new WebReplay(server);
  }

  /**
   * A captured datagram, or an HTTP request put together from what was captured.
   *
   * @param at since the first one
   * @param port that it goes to: 67, 69, 80, 547 or 4011
   */
  public record Heard(
      Duration at, InetAddress source, int sourcePort, int port, ByteBuffer payload) {
    byte[] bytes() {
      byte[] bytes = new byte[payload.remaining()];
      payload.get(payload.position(), bytes);
      return bytes;
    }

    private <T extends InetAddress> T source(Class<T> family) {
      if (!family.isInstance(source)) {
        throw new IllegalArgumentException(
            "what goes to port %d comes from an %s, not from %s"
                .formatted(port, family.getSimpleName(), Ipv6.text(source)));
      }
      return family.cast(source);
    }
  }

  /** Each request with its answer; then what the rules say to each machine that asked. */
  public static List<Step> of(Rehearsal server, List<Heard> capture) {
    var replay = new Replay(server);
    for (int i = 0; i < capture.size(); i++) {
      Heard heard = capture.get(i);
      String name = "request " + (i + 1);
      server.time().goTo(heard.at());
      switch (heard.port()) {
        case TFTP -> replay.read(name, heard);
        case HTTP -> replay.get(name, heard);
        case DHCPV6 -> replay.ask6(name, heard);
        default -> replay.ask(name, heard);
      }
    }
    replay.web.beside().ifPresent(replay.steps::add);
    replay.senders.forEach(mac -> replay.steps.add(server.rules(mac)));
    return replay.steps;
  }

  private void read(String name, Heard heard) {
    long before = server.now();
    InetAddress source = present(heard.source());
    Optional<DryRead> there = server.tftp(source);
    if (there.isEmpty()) {
      show("%s: TFTP from %s".formatted(name, Ipv6.text(heard.source())), NOBODY, before);
      return;
    }
    try {
      there
          .get()
          .answer(heard.bytes(), source)
          .ifPresent(answer -> {
            web.note(source, answer.content());
            show(
                "%s: TFTP %s from %s".formatted(name, answer.question(), Ipv6.text(heard.source())),
                answer.lines(),
                before);
          });
    } catch (IOException e) {
      throw new UncheckedIOException("answering TFTP", e);
    }
  }

  private void get(String name, Heard heard) {
    long before = server.now();
    web.answer(heard.bytes(), present(heard.source()))
        .ifPresent(answer ->
            show(
                "%s: HTTP %s from %s".formatted(name, answer.title(), Ipv6.text(heard.source())),
                answer.lines(),
                before));
  }

  private void ask(String name, Heard heard) {
    long before = server.now();
    List<String> lines = new ArrayList<>();
    Optional<Inet4Address> takenFrom = choose(heard.bytes(), lines);
    byte[] packet = Retelling.of(heard.bytes(), this::present4, takenFrom);
    DryRun.Outcome answer =
        server
            .dhcp()
            .answer(
                packet,
                server.network(),
                heard.port(),
                present4(heard.source(Inet4Address.class)),
                heard.sourcePort());
    answer.sender().ifPresent(senders::add);
    if (answer.answer().equals("OFFER")) {
      answer.sender().ifPresent(mac -> offers.put(mac, answer));
    }
    lines.addAll(answer.lines());
    show("%s: DHCP %s".formatted(name, answer.question()), lines, before);
  }

  private void ask6(String name, Heard heard) {
    long before = server.now();
    Inet6Address source = heard.source(Inet6Address.class);
    if (server.ipv6().isEmpty()) {
      show("%s: DHCPv6 from %s".formatted(name, Ipv6.text(source)), NOBODY, before);
      return;
    }
    DryRun6.Outcome answer = server.ipv6().get().dhcp().answer(heard.bytes(), source);
    answer.card().ifPresent(senders::add);
    if (answer.took().isPresent() && answer.address().isPresent()) {
      given.put(answer.took().get(), answer.address().get());
    }
    show("%s: DHCPv6 %s".formatted(name, answer.question()), answer.lines(), before);
  }

  /** The server whose offer the client takes here, if it was made one. */
  private Optional<Inet4Address> choose(byte[] packet, List<String> lines) {
    Optional<Retelling.Choice> choice = Retelling.choice(packet);
    Optional<DryRun.Outcome> offer =
        choice
            .map(taken -> offers.get(taken.mac()))
            .filter(made -> made.address().isPresent() && made.server().isPresent());
    if (offer.isEmpty()) {
      return Optional.empty();
    }
    var here =
        new Retelling.Choice(
            choice.get().mac(), offer.get().address().get(), offer.get().server().get());
    if (!here.equals(choice.get())) {
      lines.add("it took %s, and takes %s here".formatted(choice.get(), here));
      given.put(choice.get().address(), here.address());
    }
    return Optional.of(here.server());
  }

  private InetAddress present(InetAddress captured) {
    return given.getOrDefault(captured, captured);
  }

  private Inet4Address present4(Inet4Address captured) {
    return (Inet4Address) present(captured);
  }

  private void show(String title, List<String> lines, long before) {
    steps.add(new Step(title, lines).with(server.since(before)));
  }
}
