package org.edgeztp.bridge;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.edgeztp.bridge.outbox.Delivery;
import org.edgeztp.bridge.outbox.DeliveryStore;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Outcome;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Sign;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;

/**
 * The phases HANDING_OFF and DRAINING: tells the orchestrator that a machine's profile names to
 * take it, or to run nothing on it any more, then asks until the orchestrator has done so or
 * refuses.
 *
 * <p>The machine's state is the message to deliver, so a process that dies anywhere loses nothing:
 * the next call goes on from the {@link Delivery}. May be called by many threads and servers; each
 * call to an orchestrator is claimed first, and a claim left by a dead process ends by itself.
 */
public final class Handoff {
  /** How long one call to a target may take. */
  public static final Duration CALL = Duration.ofSeconds(15);

  private static final Duration CLAIM = CALL.plusSeconds(5);
  private static final int EVIDENCE_PAGE = 200;

  private final Inventory inventory;
  private final DeliveryStore deliveries;
  private final Map<String, HandoffTarget> targets;
  private final Clock clock;
  private final RandomGenerator random;
  private final EvidenceStart evidenceStart;
  private final Map<String, OrchestratorState.Answer> answers = new ConcurrentHashMap<>();

  /**
   * Makes the phase for these orchestrators.
   *
   * @param random spreads the calls in time; safe for many threads
   * @throws IllegalStateException when two targets have one name
   */
  public Handoff(
      Inventory inventory,
      DeliveryStore deliveries,
      List<HandoffTarget> targets,
      Clock clock,
      RandomGenerator random) {
    this.inventory = inventory;
    this.deliveries = deliveries;
    this.targets =
        targets.stream().collect(toUnmodifiableMap(HandoffTarget::name, Function.identity()));
    this.clock = clock;
    this.random = random;
    this.evidenceStart = new EvidenceStart(inventory);
  }

  /**
   * Does what is due for one machine. Blocks for at most one call to its orchestrator. Safe to
   * repeat at any time; a machine that has left its phase comes back as stale.
   */
  public Progress advance(Machine seen) {
    Machine machine = inventory.find(seen.id()).orElseThrow();
    Optional<Errand> errand = Errand.of(machine, inventory);
    if (errand.isEmpty() || machine.state() != seen.state() || machine.run() != seen.run()) {
      return new Progress.Settled(new Outcome.Stale(machine));
    }
    return advance(errand.get(), machine);
  }

  /** The orchestrators that there are, by name. */
  public List<String> orchestrators() {
    return targets.keySet().stream().sorted().toList();
  }

  /** How each of them is, by name. */
  public List<OrchestratorState> states() {
    Map<String, List<Pending>> pending =
        pending().stream().collect(groupingBy(Pending::orchestrator));
    return orchestrators().stream()
        .map(name -> state(name, pending.getOrDefault(name, List.of())))
        .toList();
  }

  private OrchestratorState state(String name, List<Pending> pending) {
    return new OrchestratorState(
        name,
        Objects.requireNonNull(targets.get(name)).where(),
        pending.size(),
        pending.stream().map(one -> one.machine().since()).min(Instant::compareTo),
        Optional.ofNullable(answers.get(name)).filter(_ -> !Sites.areLimited()));
  }

  /** What is told to orchestrators now and not decided by them, in the order of their states. */
  public List<Pending> pending() {
    return inventory.inState(List.of(State.HANDING_OFF, State.DRAINING)).stream()
        .map(machine ->
            new Pending(
                machine,
                inventory.profileOf(machine).map(Profile::orchestrator).orElse(""),
                deliveries.find(machine.id(), machine.run())))
        .toList();
  }

  /**
   * Has the next call made now instead of when it is due; a call that is under way is made again,
   * which orchestrators stand.
   *
   * @return false when nothing is told of this machine, or it went on this very moment
   */
  public boolean hurry(Machine machine) {
    return Errand.of(machine, inventory).isPresent()
        && deliveries
            .find(machine.id(), machine.run())
            .filter(delivery -> deliveries.replace(delivery.due(clock.instant())))
            .isPresent();
  }

  private Progress advance(Errand errand, Machine machine) {
    Optional<Profile> profile = inventory.profileOf(machine);
    if (profile.isEmpty()) {
      String name = machine.profile().orElse("none");
      return settle(
          machine, errand.refused("bridge", "its profile '" + name + "' is not configured"));
    }
    String name = profile.get().orchestrator();
    HandoffTarget target = targets.get(name);
    return target == null
        ? settle(machine, errand.refused(name, "no orchestrator of this name is configured"))
        : advance(errand, machine, profile.get(), target);
  }

  private Progress advance(Errand errand, Machine machine, Profile profile, HandoffTarget target) {
    Delivery delivery = delivery(errand, machine);
    if (delivery.reference().isPresent()) {
      return settle(machine, errand.done(target.name(), delivery.reference().get()));
    }
    Instant now = clock.instant();
    if (now.isBefore(delivery.nextAt())) {
      return new Progress.Again(delivery.nextAt());
    }
    Delivery claimed = delivery.claimed(now.plus(CLAIM));
    if (!deliveries.replace(claimed)) {
      return new Progress.Again(claimed.nextAt());
    }
    Verdict verdict = call(target, claimed, message(errand, machine, profile, claimed));
    answers.put(target.name(), OrchestratorState.Answer.of(clock.instant(), verdict));
    if (Thread.currentThread().isInterrupted()) {
      // The server stops. H2 closes its file when an interrupted thread writes; the claim runs out.
      return new Progress.Again(claimed.nextAt());
    }
    return follow(
        machine,
        Consequence.of(
            errand, claimed, verdict, target.name(), clock.instant(), random.nextDouble()));
  }

  private static Verdict call(HandoffTarget target, Delivery delivery, Message message) {
    return delivery.offeredAt().isEmpty() ? target.tell(message) : target.observe(message);
  }

  private Progress follow(Machine machine, Consequence consequence) {
    Delivery next = consequence.next();
    if (!deliveries.replace(next)) {
      return new Progress.Again(next.nextAt());
    }
    consequence.note().ifPresent(text -> note(machine, next, text));
    return consequence
        .event()
        .map(event -> settle(machine, event))
        .orElseGet(() -> new Progress.Again(next.nextAt()));
  }

  private Delivery delivery(Errand errand, Machine machine) {
    Optional<Delivery> known = deliveries.find(machine.id(), machine.run());
    if (known.isPresent()) {
      return known.get();
    }
    long evidence = errand == Errand.HAND_OVER ? evidenceStart.of(machine.id()) : 0;
    Delivery fresh = Delivery.fresh(machine.id(), machine.run(), evidence, clock.instant());
    return deliveries.insert(fresh)
        ? fresh
        : deliveries.find(machine.id(), machine.run()).orElseThrow();
  }

  private Message message(Errand errand, Machine machine, Profile profile, Delivery delivery) {
    return switch (errand) {
      case HAND_OVER ->
          Handover.of(
              machine,
              profile,
              delivery,
              inventory.timeline(machine.id(), delivery.evidence(), EVIDENCE_PAGE));
      case DRAIN, RELEASE -> Withdrawal.of(machine, delivery, reference(machine));
    };
  }

  /** What the orchestrator called the machine when it took it. */
  private Optional<String> reference(Machine machine) {
    return inventory
        .last(machine, Event.Joined.class)
        .map(entry -> String.valueOf(entry.facts().get("reference")));
  }

  private void note(Machine machine, Delivery delivery, String text) {
    Map<String, Object> facts =
        Map.of(
            "event", delivery.event(),
            "attempts", delivery.attempts(),
            "next", delivery.nextAt().toString());
    inventory.note(
        machine,
        new Observation(Observation.Kind.HANDOFF, text, facts).showing(Sign.HANDOFF_WAITS));
  }

  private Progress settle(Machine machine, Event event) {
    return new Progress.Settled(inventory.apply(machine, event));
  }
}
