package org.edgeztp.inventory;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.lifecycle.Transition;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MachineStore;

/** The one door through which an event moves a machine. Safe for threads. */
final class Door {
  private final MachineStore store;
  private final Timelines timelines;
  private final Diagnosis diagnosis;
  private final Function<Machine, Optional<Profile>> profiles;
  private final Clock clock;

  /** Held from where a name is found free until it is stored. */
  private final Object names = new Object();

  Door(
      MachineStore store,
      Timelines timelines,
      Diagnosis diagnosis,
      Function<Machine, Optional<Profile>> profiles,
      Clock clock) {
    this.store = store;
    this.timelines = timelines;
    this.diagnosis = diagnosis;
    this.profiles = profiles;
    this.clock = clock;
  }

  /**
   * Moves a machine when the table has a row for the event, and tells the listeners.
   *
   * @param holdsFor whether what the caller decided on is still so
   */
  Outcome pass(Machine seen, Event event, Predicate<Machine> holdsFor) {
    if (!(event instanceof Event.Naming)) {
      return move(seen, event, holdsFor);
    }
    synchronized (names) {
      return obstacle(seen, event).orElseGet(() -> move(seen, event, holdsFor));
    }
  }

  Optional<Outcome> obstacle(Machine machine, Event event) {
    return Lifecycle.next(machine, event).isEmpty()
        ? Optional.of(new Outcome.Refused(machine.state(), event))
        : Outcome.Taken.of(machine, event, store::named);
  }

  private Outcome move(Machine seen, Event event, Predicate<Machine> holdsFor) {
    while (true) {
      Machine current = store.find(seen.id()).orElse(null);
      if (current == null) {
        return new Outcome.Stale(seen);
      }
      if (!holdsFor.test(current)) {
        return new Outcome.Stale(current);
      }
      Optional<State> to = Lifecycle.next(current, event);
      if (to.isEmpty()) {
        return new Outcome.Refused(current.state(), event);
      }
      Instant now = clock.instant();
      Machine next = transition(current, event, to.get(), now);
      Optional<List<Entry>> stored = store.replace(next, Entries.of(current, event, next, now));
      if (stored.isPresent()) {
        stored.get().forEach(timelines::tell);
        return new Outcome.Applied(next);
      }
    }
  }

  private Machine transition(Machine current, Event event, State to, Instant now) {
    return Transition.of(
        current,
        event,
        to,
        now,
        Lifecycle.within(to, profiles.apply(current)),
        to == State.FAILED ? diagnosis.failure(current, event, now) : Optional.empty());
  }
}
