package org.edgeztp.server.dhcp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.lease.Pool;
import org.edgeztp.inventory.machine.MacAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients that have no lease and did not answer their offer yet. Real ones answer within seconds; a
 * flood of made-up ones never does. Each port of a relay, or else the whole link, may have so many
 * of them in a minute, and all together may hold no more than three quarters of the addresses: so a
 * flood uses up neither them nor the memory, and its made-up machines are few. Safe for threads.
 */
final class Strangers {
  private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);

  /** As long as an offer holds. */
  private static final Duration WINDOW = Duration.ofSeconds(60);

  /** On one port of a relay that tells its ports apart (option 82). */
  static final int ON_A_PORT = 64;

  private static final int FEWEST = 4;

  private final int onALink;
  private final int inAll;
  private final Clock clock;
  private final Map<MacAddress, Seen> waiting = new LinkedHashMap<>();
  private final Map<String, Integer> byPort = new HashMap<>();
  private Instant silentUntil = Instant.MIN;

  Strangers(Pool pool, Clock clock) {
    this.onALink = Math.max(FEWEST, pool.size() / 2);
    this.inAll = Math.max(FEWEST, pool.size() * 3 / 4);
    this.clock = clock;
  }

  private record Seen(String port, Instant until) {}

  /** Why this client is not answered; empty when it is, and then it counts for a minute. */
  synchronized Optional<String> refuse(DhcpRequest request, String link) {
    Instant now = clock.instant();
    forget(now);
    remove(request.chaddr());
    Optional<String> circuit =
        request.relay().map(RelayInfo::port).filter(port -> port.length() > 1);
    String side = request.isRelayed() ? "relay " + request.giaddr().getHostAddress() : link;
    String port = side + circuit.map(id -> " port " + id).orElse("");
    int most = circuit.isPresent() ? Math.min(ON_A_PORT, onALink) : onALink;
    if (byPort.getOrDefault(port, 0) >= most || waiting.size() >= inAll) {
      String why =
          "a flood: more than %d clients of %s did not answer their offer".formatted(most, port);
      warn(why, now);
      return Optional.of(why);
    }
    waiting.put(request.chaddr(), new Seen(port, now.plus(WINDOW)));
    byPort.merge(port, 1, Integer::sum);
    return Optional.empty();
  }

  /** The client took its offer, or went to another server. */
  synchronized void answered(MacAddress mac) {
    remove(mac);
  }

  private void warn(String why, Instant now) {
    if (!now.isBefore(silentUntil)) {
      LOG.warn("{}; new ones there are not answered until that ends", why);
    }
    silentUntil = now.plus(WINDOW);
  }

  private void forget(Instant now) {
    Iterator<Seen> oldest = waiting.values().iterator();
    while (oldest.hasNext()) {
      Seen seen = oldest.next();
      if (seen.until().isAfter(now)) {
        return;
      }
      oldest.remove();
      release(seen.port());
    }
  }

  private void remove(MacAddress mac) {
    Seen seen = waiting.remove(mac);
    if (seen != null) {
      release(seen.port());
    }
  }

  private void release(String port) {
    byPort.computeIfPresent(port, (_, count) -> count == 1 ? null : count - 1);
  }
}
