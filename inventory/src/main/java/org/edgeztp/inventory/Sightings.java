package org.edgeztp.inventory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.BootTrail;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MachineStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in machines, and what they show of themselves; it moves none of them. */
final class Sightings {
  private static final Logger log = LoggerFactory.getLogger(Sightings.class);

  private final MachineStore store;
  private final Timelines timelines;
  private final Clock clock;
  private final Supplier<MachineId> ids;

  Sightings(MachineStore store, Timelines timelines, Clock clock, Supplier<MachineId> ids) {
    this.store = store;
    this.timelines = timelines;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * The machine behind a hardware address; a new one where there is none.
   *
   * @param stranger whether it is its own packet that tells of it
   * @param how a new one is told of, up to its address
   */
  Machine at(MacAddress mac, String site, boolean stranger, String how) {
    return store.find(mac).orElseGet(() -> discover(mac, site, stranger, how));
  }

  /** Removes those that only passed by, were not seen since, and that nobody has plans for. */
  void forgetStrangers(Duration unseen, Predicate<Machine> isSpared) {
    Instant since = clock.instant().minus(unseen);
    List<Machine> idle =
        store.inState(Set.of(State.DISCOVERED)).stream()
            .filter(machine -> machine.since().isBefore(since) && isUntouched(machine))
            .filter(isSpared.negate())
            .toList();
    Map<MachineId, Entry> last = store.lastSeen(idle.stream().map(Machine::id).toList());
    long gone =
        idle.stream()
            .filter(machine ->
                Optional.ofNullable(last.get(machine.id()))
                    .filter(entry -> entry.lastAt().isBefore(since))
                    .isPresent())
            .filter(this::isStranger)
            .filter(store::remove)
            .count();
    if (gone > 0) {
      log.info("{} strangers were not seen for {} days and are forgotten", gone, unseen.toDays());
    }
  }

  private static boolean isUntouched(Machine machine) {
    return machine.hardware().isEmpty()
        && machine.profile().isEmpty()
        && machine.hostname().isEmpty()
        && machine.maintenance().isEmpty();
  }

  private boolean isStranger(Machine machine) {
    return store.timeline(machine.id(), 0, 1).stream()
        .anyMatch(first -> Boolean.TRUE.equals(first.facts().get(Entry.STRANGER)));
  }

  Machine add(Machine machine, Sighting sighting) {
    if (!sighting.addsTo(machine)) {
      return machine;
    }
    while (true) {
      Machine next = sighting.addTo(machine);
      if (store.replace(next)) {
        return next;
      }
      machine = store.find(machine.id()).orElseThrow();
    }
  }

  Machine booted(Machine machine) {
    return remember(machine, trail -> trail.booted(clock.instant()));
  }

  Machine remember(Machine machine, UnaryOperator<BootTrail> change) {
    while (true) {
      Draft next = machine.draft();
      next.trail = change.apply(machine.trail());
      if (next.trail.equals(machine.trail()) || store.replace(next.toMachine())) {
        return next.trail.equals(machine.trail()) ? machine : next.toMachine();
      }
      machine = store.find(machine.id()).orElseThrow();
    }
  }

  private Machine discover(MacAddress mac, String site, boolean stranger, String how) {
    Instant now = clock.instant();
    Machine machine = Machine.discovered(ids.get(), site, mac, now);
    Optional<Entry> stored = store.insert(machine, Entries.discovered(machine, stranger, how));
    if (stored.isEmpty()) {
      return store.find(mac).orElseThrow();
    }
    timelines.tell(stored.get());
    return machine;
  }
}
