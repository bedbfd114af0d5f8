package org.edgeztp.server.power;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps a rack from being powered on in one moment: only so many machines in each span of time. May
 * be used by many threads.
 */
public final class Waves {
  /** What a power supply's inrush and a boot program's download are over in. */
  private static final Duration SPAN = Duration.ofSeconds(30);

  private final int size;
  private final Clock clock;
  private Instant ends = Instant.EPOCH;
  private int used;

  /**
   * The first wave begins with the first machine.
   *
   * @param size machines in each half minute
   */
  public Waves(int size, Clock clock) {
    this.size = size;
    this.clock = clock;
  }

  /** Whether one more machine may be powered on now; a later wave takes it otherwise. */
  synchronized boolean take() {
    Instant now = clock.instant();
    if (!now.isBefore(ends)) {
      ends = now.plus(SPAN);
      used = 0;
    }
    if (used == size) {
      return false;
    }
    used++;
    return true;
  }
}
