package org.edgeztp.server.explain;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** Stands still but for the time that passes between captured packets. */
public final class RehearsalTime implements InstantSource {
  private final Instant start;
  private volatile Instant now;

  public RehearsalTime(Instant start) {
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

  /** A clock that shows this time. */
  public Clock clock() {
    return withZone(ZoneOffset.UTC);
  }
}
