package org.edgeztp.inventory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes when told to. It begins at {@link Machines#NOON}. */
public final class TestClock extends Clock {
  private volatile Instant now = Machines.NOON;

  public void advance(Duration by) {
    now = now.plus(by);
  }

  public void moveTo(Instant then) {
    now = then;
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
    return this;
  }
}
