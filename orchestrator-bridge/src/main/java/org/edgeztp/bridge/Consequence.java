package org.edgeztp.bridge;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.edgeztp.bridge.outbox.Delivery;
import org.edgeztp.inventory.lifecycle.Event;

/**
 * What follows from a verdict. Pure: {@link Handoff} does it.
 *
 * @param next the delivery as it must be stored before anything else is done
 * @param note a sentence for the timeline, when there is news
 * @param event what happened to the machine, when that is settled
 */
record Consequence(Delivery next, Optional<String> note, Optional<Event> event) {
  /**
   * @param delivery with the call that led to the verdict counted already
   * @param random in [0, 1)
   */
  static Consequence of(
      Errand errand,
      Delivery delivery,
      Verdict verdict,
      String target,
      Instant now,
      double random) {
    return switch (verdict) {
      case Verdict.Confirmed(var reference) ->
          settled(delivery.confirmed(now, reference), errand.done(target, reference));
      case Verdict.Refused(var why) ->
          settled(delivery.failed(now, why), errand.refused(target, why));
      case Verdict.Pending(var why, var after) ->
          pending(errand, delivery, why, after, target, now, random);
      case Verdict.Unknown(var why) -> {
        Instant at = now.plus(Backoff.offer(delivery.attempts(), random));
        yield again(
            delivery.lost(at, why),
            "%s lost the %s: %s; sent again %s"
                .formatted(target, errand.message(), why, in(now, at)));
      }
      case Verdict.Unreachable(var why, var after) when delivery.offeredAt().isEmpty() -> {
        Instant at = later(now, Backoff.offer(delivery.attempts(), random), after);
        yield again(
            delivery.failed(at, why),
            "%s %d to %s failed: %s; next %s"
                .formatted(errand.message(), delivery.attempts(), target, why, in(now, at)));
      }
      case Verdict.Unreachable(var why, var after) -> {
        Instant at = later(now, question(delivery, now, random), after);
        yield news(delivery, delivery.failed(at, why), "asking " + target + " failed: " + why);
      }
    };
  }

  private static Consequence pending(
      Errand errand,
      Delivery delivery,
      String why,
      Optional<Duration> after,
      String target,
      Instant now,
      double random) {
    Instant at = later(now, question(delivery, now, random), after);
    return delivery.offeredAt().isEmpty()
        ? again(delivery.offered(now, at), errand.told(target, delivery.event()))
        : news(delivery, delivery.failed(at, why), target + " has not decided: " + why);
  }

  private static Consequence settled(Delivery next, Event event) {
    return new Consequence(next, Optional.empty(), Optional.of(event));
  }

  private static Consequence again(Delivery next, String note) {
    return new Consequence(next, Optional.of(note), Optional.empty());
  }

  /** Questions are many: only an answer unlike the one before is worth a line. */
  private static Consequence news(Delivery before, Delivery next, String note) {
    boolean same = next.lastError().equals(before.lastError());
    return new Consequence(next, Optional.of(note).filter(_ -> !same), Optional.empty());
  }

  private static Duration question(Delivery delivery, Instant now, double random) {
    Instant offered = delivery.offeredAt().orElse(now);
    return Backoff.question(Duration.between(offered, now), random);
  }

  private static Instant later(Instant now, Duration ours, Optional<Duration> theirs) {
    return now.plus(theirs.filter(wish -> wish.compareTo(ours) > 0).orElse(ours));
  }

  private static String in(Instant now, Instant at) {
    return "in " + Math.max(1, ChronoUnit.SECONDS.between(now, at)) + " s";
  }
}
