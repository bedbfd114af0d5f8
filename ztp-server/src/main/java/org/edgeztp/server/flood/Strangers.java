package org.edgeztp.server.flood;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.machine.MacAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients that nothing was known of and that did not prove to be real yet. A real one answers its
 * offer within seconds, and comes again: as the program its firmware loads, as a system, or to
 * renew. A flood of made-up ones does neither, or the first alone. Each port of a relay, or else
 * the whole link, may have so many of them, and all together may hold no more than three quarters
 * of the addresses: so a flood uses up neither them nor the memory, and its made-up machines are
 * few. Safe for threads.
 */
public final class Strangers {
  private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);

  /** As long as an offer holds. */
  private static final Duration WINDOW = Duration.ofSeconds(60);

  /** Firmware may repeat its REQUEST; what it loads takes longer to ask. */
  private static final Duration REPEATS = Duration.ofSeconds(2);

  /** On one port of a relay that tells its ports apart (option 82, or DHCPv6's 18). */
  public static final int ON_A_PORT = 64;

  /** How many addresses there may be where they are not this server's to count. */
  public static final int UNCOUNTED = 512;

  private static final int FEWEST = 4;

  private final int onALink;
  private final int inAll;
  private final Duration kept;
  private final Clock clock;

  /** Who did not answer its offer; the first to be forgotten in front. */
  private final Map<MacAddress, Seen> waiting = new LinkedHashMap<>();

  /** Who did, and did not come again; the first to be forgotten in front. */
  private final Map<MacAddress, Seen> taken = new LinkedHashMap<>();

  private final Map<String, Integer> byPort = new HashMap<>();
  private Instant silentUntil = Instant.MIN;

  /**
   * Counts the strangers of a subnet or link.
   *
   * @param addresses that there are for them
   * @param kept how long who took one has it without coming again
   */
  public Strangers(int addresses, Duration kept, Clock clock) {
    this.onALink = Math.max(FEWEST, addresses / 2);
    this.inAll = Math.max(FEWEST, addresses * 3 / 4);
    this.kept = kept;
    this.clock = clock;
  }

  /**
   * Where strangers come from.
   *
   * @param name a link or relay, as people know it
   * @param port of the relay, where it tells them apart
   */
  public record Side(String name, Optional<String> port) {
    @Override
    public String toString() {
      return name + port.map(id -> " port " + id).orElse("");
    }
  }

  private record Seen(String port, Instant until) {}

  /** Why this client is not answered; empty when it is, and then it counts for a minute. */
  public synchronized Optional<String> refuse(MacAddress mac, Side side) {
    Instant now = clock.instant();
    forget(waiting, now);
    forget(taken, now);
    if (taken.containsKey(mac)) {
      return Optional.empty();
    }
    remove(waiting, mac);
    String port = side.toString();
    int most = side.port().isPresent() ? Math.min(ON_A_PORT, onALink) : onALink;
    if (byPort.getOrDefault(port, 0) >= most || waiting.size() + taken.size() >= inAll) {
      String why =
          "a flood: more than %d clients of %s did not answer their offer or did not come again"
              .formatted(most, port);
      warn(why, now);
      return Optional.of(why);
    }
    waiting.put(mac, new Seen(port, now.plus(WINDOW)));
    byPort.merge(port, 1, Integer::sum);
    return Optional.empty();
  }

  /** The client took its offer: it counts until it does so again, or its time is over. */
  public synchronized void took(MacAddress mac) {
    Instant now = clock.instant();
    Seen offered = waiting.remove(mac);
    Seen before = taken.get(mac);
    if (offered != null) {
      taken.put(mac, new Seen(offered.port(), now.plus(kept)));
    } else if (before != null && before.until().minus(kept).plus(REPEATS).isBefore(now)) {
      remove(taken, mac);
    }
  }

  /** The client went to another server. */
  public synchronized void left(MacAddress mac) {
    remove(waiting, mac);
  }

  private void warn(String why, Instant now) {
    if (!now.isBefore(silentUntil)) {
      LOG.warn("{}; new ones there are not answered until that ends", why);
    }
    silentUntil = now.plus(WINDOW);
  }

  private void forget(Map<MacAddress, Seen> strangers, Instant now) {
    Iterator<Seen> oldest = strangers.values().iterator();
    while (oldest.hasNext()) {
      Seen seen = oldest.next();
      if (seen.until().isAfter(now)) {
        return;
      }
      oldest.remove();
      release(seen.port());
    }
  }

  private void remove(Map<MacAddress, Seen> strangers, MacAddress mac) {
    Seen seen = strangers.remove(mac);
    if (seen != null) {
      release(seen.port());
    }
  }

  private void release(String port) {
    byPort.computeIfPresent(port, (_, count) -> count == 1 ? null : count - 1);
  }
}
