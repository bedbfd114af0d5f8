package org.edgeztp.inventory;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.BootTrail;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.store.MachineStore;

/** Takes in machines, and what they show of themselves; it moves none of them. */
final class Sightings {
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
   * @param how a new one is told of, up to its address
   */
  Machine at(MacAddress mac, String site, String how) {
    return store.find(mac).orElseGet(() -> discover(mac, site, how));
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

  private Machine discover(MacAddress mac, String site, String how) {
    Instant now = clock.instant();
    Machine machine = Machine.discovered(ids.get(), site, mac, now);
    Optional<Entry> stored = store.insert(machine, Entries.discovered(machine, how));
    if (stored.isEmpty()) {
      return store.find(mac).orElseThrow();
    }
    timelines.tell(stored.get());
    return machine;
  }
}
