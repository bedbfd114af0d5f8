package org.edgeztp.inventory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.store.MachineStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds what was seen to the timelines of machines, and tells those who listen. */
final class Timelines {
  private static final Logger log = LoggerFactory.getLogger(Timelines.class);

  private final MachineStore store;
  private final Clock clock;
  private final Repeats repeats = new Repeats();
  private final List<Consumer<Entry>> listeners = new CopyOnWriteArrayList<>();

  Timelines(MachineStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  void listen(Consumer<Entry> listener) {
    listeners.add(listener);
  }

  void add(Machine machine, Observation seen) {
    tell(store.append(Entries.of(machine, seen, clock.instant())));
  }

  /** Whether its run had the same not a short while ago. */
  boolean isNews(Machine machine, Observation seen) {
    return repeats.isNews(machine, seen.text(), clock.instant());
  }

  /** Counts it with the one before of its kind; false where that says something else. */
  boolean addToLast(Machine machine, Observation seen) {
    Instant now = clock.instant();
    return store
        .last(machine.id(), seen.kind().label())
        .filter(before -> before.text().equals(seen.text()))
        .filter(before -> before.run() == machine.run())
        .filter(before -> !before.at().isBefore(machine.since()))
        .filter(before -> store.amend(before.again(now)))
        .isPresent();
  }

  void forget(Duration age) {
    int gone = store.forget(Observation.Kind.routine(), clock.instant().minus(age));
    if (gone > 0) {
      log.info("{} observations are older than {} days and forgotten", gone, age.toDays());
    }
  }

  /** What is stored has happened: a listener that fails fails alone. */
  void tell(Entry entry) {
    for (Consumer<Entry> listener : listeners) {
      try {
        listener.accept(entry);
      } catch (RuntimeException e) {
        log.error("Telling of {} of {}", entry.kind(), entry.machine(), e);
      }
    }
  }
}
