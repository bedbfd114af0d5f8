package org.edgeztp.server.watch;

import java.io.IOException;
import java.net.Inet4Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.edgeztp.server.dhcp6.Dhcp6Settings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one link for other servers of DHCP, or of DHCPv6 and for routers: asks for them at the
 * start and every few minutes, and hears what they say to clients. One thread, which tries again
 * for as long as the interface is missing or down.
 */
public final class NetworkWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkWatch.class);
  private static final Duration WAIT_AFTER_FAILURE = Duration.ofSeconds(1);

  private final String link;
  private final Protocol protocol;
  private final Search.Opener opener;
  private final Standing standing;
  private final Clock clock;
  private final CountDownLatch firstLook = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean open = true;
  private volatile List<OtherServer> others = List.of();
  private volatile Optional<String> restraint = Optional.empty();
  private volatile List<OtherRouter> routers = List.of();
  private @Nullable Search search;
  private Instant nextQuestion = Instant.MIN;
  private Instant firstLookEnds = Instant.MAX;
  private boolean failing;

  private NetworkWatch(
      String link, Protocol protocol, Search.Opener opener, Role role, Clock clock) {
    this.link = link;
    this.protocol = protocol;
    this.opener = opener;
    this.clock = clock;
    this.standing = new Standing(link, protocol, role);
    String name = "watch-" + link + (protocol == Protocol.DHCPV6 ? "-ipv6" : "");
    this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
  }

  /**
   * Starts to watch an interface for servers of DHCP.
   *
   * @param own this server's address there, if it has one
   */
  public static NetworkWatch start(
      String interfaceName, Optional<Inet4Address> own, Role role, Clock clock) {
    return started(
        new NetworkWatch(
            interfaceName, Protocol.DHCP, () -> ServerSearch.on(interfaceName, own), role, clock));
  }

  /** Starts to watch the interface of a network for servers of DHCPv6, and for routers. */
  public static NetworkWatch start(Dhcp6Settings network, Role role, Clock clock) {
    String link = network.networkInterface();
    return started(
        new NetworkWatch(
            link,
            Protocol.DHCPV6,
            () -> ServerSearch6.on(link, Optional.of(network)),
            role,
            clock));
  }

  private static NetworkWatch started(NetworkWatch watch) {
    watch.thread.start();
    return watch;
  }

  /** The interface. */
  public String link() {
    return link;
  }

  /** Waits until servers have had half a second since the start to show themselves. */
  public void awaitFirstLook() {
    try {
      firstLook.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Why nothing is to be answered on the link: one sentence, or nothing when it is free. */
  public Optional<String> restraint() {
    return restraint;
  }

  /** The other servers of the link, the one heard first in front. */
  public List<OtherServer> others() {
    return others;
  }

  /** Who advertises itself there by IPv6. */
  public List<OtherRouter> routers() {
    return routers;
  }

  private void run() {
    while (open) {
      try {
        Search opened = search == null ? opener.open() : search;
        search = opened;
        step(opened);
        recovered();
      } catch (IOException e) {
        report(e);
        firstLook.countDown();
        LockSupport.parkNanos(WAIT_AFTER_FAILURE.toNanos());
      }
    }
    firstLook.countDown();
    if (search != null) {
      search.close();
    }
  }

  private void step(Search here) throws IOException {
    Instant now = clock.instant();
    if (!now.isBefore(nextQuestion)) {
      here.ask();
      standing.asks(now);
      nextQuestion = now.plus(standing.pause());
      firstLookEnds =
          firstLookEnds.equals(Instant.MAX) ? now.plus(Standing.FIRST_LOOK) : firstLookEnds;
    }
    Optional<OtherServer> found = here.listen(clock);
    now = clock.instant();
    if (found.isPresent()) {
      tell(standing.found(found.get(), now));
    }
    tell(standing.review(here.gone(standing.silence(), now), here.servers(), now));
    others = here.servers();
    routers = here.routers();
    tell(standing.routers(routers));
    if (restraint.isEmpty() || !now.isBefore(firstLookEnds)) {
      restraint = standing.restraint(others);
    }
    Instant soonest = now.plus(standing.pause());
    nextQuestion = soonest.isBefore(nextQuestion) ? soonest : nextQuestion;
    if (restraint.isPresent() || !now.isBefore(firstLookEnds)) {
      firstLook.countDown();
    }
  }

  private static void tell(List<Standing.Notice> notices) {
    for (Standing.Notice notice : notices) {
      if (notice.bad()) {
        LOG.warn("{}", notice.sentence());
      } else {
        LOG.info("{}", notice.sentence());
      }
    }
  }

  /** Once for each time that it begins: the interface may be down for hours. */
  private void report(IOException e) {
    restraint = standing.unwatched(String.valueOf(e.getMessage())).or(() -> restraint);
    if (!failing) {
      failing = true;
      LOG.warn(
          "{}",
          restraint.orElseGet(() ->
              "%s: other %s servers are not looked for: %s"
                  .formatted(link, protocol, e.getMessage())));
    }
  }

  private void recovered() {
    if (failing) {
      failing = false;
      LOG.info("{}: other {} servers are looked for again", link, protocol);
    }
  }

  @Override
  public void close() {
    open = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
