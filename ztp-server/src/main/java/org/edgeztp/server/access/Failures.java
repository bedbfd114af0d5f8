package org.edgeztp.server.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Who sent wrong tokens of late: an address is not listened to after ten in a minute, until that
 * minute is over. Remembers the last thousand addresses.
 */
final class Failures {
  private static final int ENOUGH = 10;
  private static final int ADDRESSES = 1000;
  static final Duration PERIOD = Duration.ofMinutes(1);

  private record Count(Instant began, int times) {}

  private final Clock clock;
  private final SequencedMap<String, Count> counts = new LinkedHashMap<>();

  Failures(Clock clock) {
    this.clock = clock;
  }

  synchronized boolean isHeld(String address) {
    return current(address).times() >= ENOUGH;
  }

  synchronized void add(String address) {
    Count count = current(address);
    counts.putLast(address, new Count(count.began(), count.times() + 1));
    if (counts.size() > ADDRESSES) {
      counts.pollFirstEntry();
    }
  }

  private Count current(String address) {
    Instant now = clock.instant();
    Count fresh = new Count(now, 0);
    Count count = counts.getOrDefault(address, fresh);
    return now.isBefore(count.began().plus(PERIOD)) ? count : fresh;
  }
}
