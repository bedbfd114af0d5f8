package org.edgeztp.server.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.Ipv6;
import org.jspecify.annotations.Nullable;

/**
 * Whether this server may answer on a link, given who else does there; and what a person is told
 * when that changes. No socket, no clock.
 */
final class Standing {
  /** Most servers answer the first question within it. */
  static final Duration FIRST_LOOK = Duration.ofMillis(500);

  /** How long after the first question another server still keeps this one from answering. */
  static final Duration START = Duration.ofSeconds(5);

  private static final Duration OFTEN = Duration.ofSeconds(15);
  private static final Duration SELDOM = Duration.ofMinutes(3);

  private final String link;
  private final Protocol protocol;
  private final Role role;
  private List<OtherRouter> routers = List.of();
  private @Nullable Instant asked;
  private boolean waiting;
  private boolean complained;

  Standing(String link, Protocol protocol, Role role) {
    this.link = link;
    this.protocol = protocol;
    this.role = role;
  }

  /** A question goes out. */
  void asks(Instant now) {
    asked = asked == null ? now : asked;
  }

  /** Something a person should know. */
  record Notice(boolean bad, String sentence) {}

  /** A server that was not there before. */
  List<Notice> found(OtherServer server, Instant now) {
    List<Notice> notices = new ArrayList<>();
    String who = "%s: %s".formatted(link, server.sentence());
    switch (role) {
      case ALONE -> {
        waiting |= starts(now);
        notices.add(
            new Notice(
                true,
                waiting
                    ? who + ". " + protocol.advice()
                    : who
                        + ": machines may take its answer instead of this server's. Stop one of"
                        + " the two"));
      }
      case BESIDE -> notices.add(new Notice(true, who + ", and this server answers all the same"));
      case PROXY ->
          notices.add(
              server.proxy()
                  ? new Notice(true, who + ": machines may take its boot file. Stop one of the two")
                  : new Notice(false, who + "; this server adds what to boot"));
      case LISTENER -> notices.add(new Notice(false, who));
    }
    return notices;
  }

  /** What has changed with the time, or because servers have gone. */
  List<Notice> review(List<OtherServer> gone, List<OtherServer> left, Instant now) {
    List<Notice> notices = new ArrayList<>();
    for (OtherServer server : gone) {
      notices.add(
          new Notice(
              false,
              "%s: the %s server %s is not heard any more"
                  .formatted(link, protocol, Ipv6.text(server.address()))));
    }
    if (waiting && left.isEmpty()) {
      waiting = false;
      notices.add(
          new Notice(
              false,
              "%s: no other %s server is left, answering from now".formatted(link, protocol)));
    }
    boolean alone = left.stream().allMatch(OtherServer::proxy);
    if (role == Role.PROXY && alone && !complained && !starts(now)) {
      notices.add(new Notice(true, link + ": " + missing()));
    }
    complained = role == Role.PROXY && alone && !starts(now);
    return notices;
  }

  /** Routers that are new, say something else than before, or are not heard any more. */
  List<Notice> routers(List<OtherRouter> heard) {
    List<Notice> notices = new ArrayList<>();
    for (OtherRouter router : heard) {
      if (!routers.contains(router)) {
        notices.add(
            new Notice(!router.strange().isEmpty(), "%s: %s".formatted(link, router.sentence())));
      }
    }
    for (OtherRouter router : routers) {
      if (heard.stream().noneMatch(left -> left.address().equals(router.address()))) {
        notices.add(
            new Notice(
                false,
                "%s: the router %s is not heard any more"
                    .formatted(link, Ipv6.text(router.address()))));
      }
    }
    routers = heard;
    return notices;
  }

  /** Why nothing is answered on the link; empty when this server is free to answer. */
  Optional<String> restraint(List<OtherServer> others) {
    return waiting
        ? Optional.of(
            "another %s server answers on %s: %s. %s"
                .formatted(
                    protocol,
                    link,
                    others.isEmpty() ? "it has just gone" : others.getFirst().sentence(),
                    protocol.advice()))
        : Optional.empty();
  }

  /** The same as long as nobody could be asked yet, since that cannot be done. */
  Optional<String> unwatched(String why) {
    return role == Role.ALONE && asked == null
        ? Optional.of(link + ": " + protocol.blind(why))
        : Optional.empty();
  }

  /** How long to wait before the next question. */
  Duration pause() {
    return waiting ? OFTEN : SELDOM;
  }

  /** The silence after which a server has gone: three questions that were not answered. */
  Duration silence() {
    return pause().multipliedBy(3).plus(START);
  }

  private boolean starts(Instant now) {
    return asked == null || now.isBefore(asked.plus(START));
  }

  private static String missing() {
    return "no DHCP server is heard that gives addresses, and in proxy mode this one gives none:"
        + " start one, or leave proxy mode";
  }
}
