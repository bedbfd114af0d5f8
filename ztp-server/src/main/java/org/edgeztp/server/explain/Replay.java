package org.edgeztp.server.explain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.dhcp.DryRun;
import org.edgeztp.server.dhcp.Retelling;

/**
 * Sends a rehearsal what was captured, in its order and with the time between the packets. Clients
 * take what they are offered here: the address that one had when it was captured becomes the one
 * that it is given, in its own packets and as the source of its reads.
 */
public final class Replay {
  private static final int TFTP = 69;

  private final Rehearsal server;
  private final Map<MacAddress, DryRun.Outcome> offers = new HashMap<>();
  private final Map<Inet4Address, Inet4Address> given = new HashMap<>();
  private final Set<MacAddress> senders = new LinkedHashSet<>();
  private final List<Step> steps = new ArrayList<>();

  private Replay(Rehearsal server) {
    this.server = server;
  }

  /**
   * A captured datagram.
   *
   * @param at since the first one
   * @param port that it goes to: 67, 69 or 4011
   */
  public record Heard(
      Duration at, Inet4Address source, int sourcePort, int port, ByteBuffer payload) {
    byte[] bytes() {
      byte[] bytes = new byte[payload.remaining()];
      payload.get(payload.position(), bytes);
      return bytes;
    }
  }

  /** Each request with its answer; then what the rules say to each machine that asked. */
  public static List<Step> of(Rehearsal server, List<Heard> capture) {
    var replay = new Replay(server);
    for (int i = 0; i < capture.size(); i++) {
      Heard heard = capture.get(i);
      String name = "request " + (i + 1);
      server.time().goTo(heard.at());
      if (heard.port() == TFTP) {
        replay.read(name, heard);
      } else {
        replay.ask(name, heard);
      }
    }
    replay.senders.forEach(mac -> replay.steps.add(server.rules(mac)));
    return replay.steps;
  }

  private void read(String name, Heard heard) {
    long before = server.now();
    try {
      server
          .tftp()
          .answer(heard.bytes(), present(heard.source()))
          .ifPresent(answer ->
              show(
                  "%s: TFTP %s from %s"
                      .formatted(name, answer.question(), heard.source().getHostAddress()),
                  answer.lines(),
                  before));
    } catch (IOException e) {
      throw new UncheckedIOException("answering TFTP", e);
    }
  }

  private void ask(String name, Heard heard) {
    long before = server.now();
    List<String> lines = new ArrayList<>();
    Optional<Inet4Address> takenFrom = choose(heard.bytes(), lines);
    byte[] packet = Retelling.of(heard.bytes(), this::present, takenFrom);
    DryRun.Outcome answer =
        server
            .dhcp()
            .answer(
                packet,
                server.network(),
                heard.port(),
                present(heard.source()),
                heard.sourcePort());
    answer.sender().ifPresent(senders::add);
    if (answer.answer().equals("OFFER")) {
      answer.sender().ifPresent(mac -> offers.put(mac, answer));
    }
    lines.addAll(answer.lines());
    show("%s: DHCP %s".formatted(name, answer.question()), lines, before);
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

  private Inet4Address present(Inet4Address captured) {
    return given.getOrDefault(captured, captured);
  }

  private void show(String title, List<String> lines, long before) {
    steps.add(new Step(title, lines).with(server.since(before)));
  }
}
