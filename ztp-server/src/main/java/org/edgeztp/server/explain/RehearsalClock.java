package org.edgeztp.server.explain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still but for the time that passes between captured packets. */
public final class RehearsalClock extends Clock {
  private final Instant start;
  private volatile Instant now;

  public RehearsalClock(Instant start) {
    this.start = start;
    this.now = start;
  }

  /** Goes to a moment after the start; never back. */
  void goTo(Duration sinceStart) {
    Instant then = start.plus(sinceStart);
    now = then.isAfter(now) ? then : now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a rehearsal has one clock");
  }
}
