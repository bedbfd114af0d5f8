package org.edgeztp.bridge.outbox;

import java.time.Instant;
import java.util.Optional;
import org.edgeztp.inventory.machine.MachineId;

/**
 * How far the hand-over of one run of a machine got. Everything but its progress follows from the
 * machine, so it can be made anew from the machine's state at any time.
 *
 * @param event the id the orchestrator sees, of letters, digits and underscores only, because the
 *     signature separates its parts with dots
 * @param evidence the timeline's sequence number from which on the acceptance evidence lies
 * @param attempts offers begun; counted before they are sent
 * @param nextAt when the next call is due
 * @param lastError why the last call brought no decision
 * @param offeredAt when the orchestrator took the offer; empty while there is one to make
 * @param reference what the orchestrator calls the machine; present once it has confirmed
 * @param version raised by every change; guards against two hands changing at once
 */
public record Delivery(
    MachineId machine,
    int run,
    String event,
    long evidence,
    int attempts,
    Instant nextAt,
    Optional<String> lastError,
    Optional<Instant> offeredAt,
    Optional<Instant> confirmedAt,
    Optional<String> reference,
    long version) {

  /** The delivery of a run before its first offer, due at once. */
  public static Delivery fresh(MachineId machine, int run, long evidence, Instant now) {
    String event = "evt_" + machine.value().replaceFirst("^m-", "") + "_" + run;
    return new Delivery(
        machine,
        run,
        event,
        evidence,
        0,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /** A call is about to be made; nobody else makes one before the given time. */
  public Delivery claimed(Instant until) {
    int begun = offeredAt.isPresent() ? attempts : attempts + 1;
    return next(begun, until, lastError, offeredAt, confirmedAt, reference);
  }

  /** The next call is made at once. */
  public Delivery due(Instant now) {
    return next(attempts, now, lastError, offeredAt, confirmedAt, reference);
  }

  /** The call brought no decision. */
  public Delivery failed(Instant nextTry, String why) {
    return next(attempts, nextTry, Optional.of(why), offeredAt, confirmedAt, reference);
  }

  /** The orchestrator took the offer. */
  public Delivery offered(Instant now, Instant question) {
    return next(attempts, question, Optional.empty(), Optional.of(now), confirmedAt, reference);
  }

  /** The orchestrator knows nothing of an offer it took. */
  public Delivery lost(Instant nextOffer, String why) {
    return next(attempts, nextOffer, Optional.of(why), Optional.empty(), confirmedAt, reference);
  }

  /** The orchestrator has the machine. */
  public Delivery confirmed(Instant now, String called) {
    return next(attempts, now, Optional.empty(), offeredAt, Optional.of(now), Optional.of(called));
  }

  private Delivery next(
      int attempts,
      Instant nextAt,
      Optional<String> lastError,
      Optional<Instant> offeredAt,
      Optional<Instant> confirmedAt,
      Optional<String> reference) {
    return new Delivery(
        machine,
        run,
        event,
        evidence,
        attempts,
        nextAt,
        lastError,
        offeredAt,
        confirmedAt,
        reference,
        version + 1);
  }
}
