package org.edgeztp.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets the same be said once a minute, and no more than {@value #MOST} different things in one:
 * what is said because of packets, anybody can cause. Safe for threads.
 */
final class Seldom {
  static final int MOST = 100;
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Clock clock;

  /** When what was said; the oldest in front. */
  private final Map<String, Instant> said = new LinkedHashMap<>();

  Seldom(Clock clock) {
    this.clock = clock;
  }

  /** Whether it may be said now, and is then. */
  synchronized boolean may(String what) {
    Instant now = clock.instant();
    Iterator<Instant> oldest = said.values().iterator();
    while (oldest.hasNext() && !oldest.next().plus(PAUSE).isAfter(now)) {
      oldest.remove();
    }
    return said.size() < MOST && said.putIfAbsent(what, now) == null;
  }
}
