package org.edgeztp.inventory.store;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.machine.Trait;
import org.edgeztp.inventory.query.Cursor;
import org.edgeztp.inventory.query.Filter;
import org.edgeztp.inventory.query.MachinePage;
import org.edgeztp.inventory.query.MachineQuery;

/**
 * A store whose machines are found in memory: each packet and each boot script asks for one. Who
 * asks for one waits for nobody; who asks about all may wait for a change. Of two values of a
 * machine the newer version stays, in whatever order they come.
 */
abstract class IndexedMachineStore implements MachineStore {
  /** The kind of the entries that explain others. */
  static final String EXPLANATION = Observation.Kind.CAUSE.label();

  private static final Comparator<Machine> LONGEST_THERE_FIRST =
      Comparator.comparing(Machine::since);

  private final Map<MachineId, Slot> byId = new ConcurrentHashMap<>();
  private final Map<MacAddress, Slot> byMac = new ConcurrentHashMap<>();
  private final Lookup<String> byName =
      new Lookup<>(IndexedMachineStore::names, String.CASE_INSENSITIVE_ORDER);
  private final Lookup<InetAddress> byAddress =
      new Lookup<>(
          IndexedMachineStore::addresses,
          Comparator.comparing(InetAddress::getAddress, Arrays::compareUnsigned));
  private final List<Lookup<?>> lookups = List.of(byName, byAddress);
  private final Roster roster = new Roster();
  private int discovered;

  /** Takes in a machine, or the next value of one. Those new to it stay in the order they come. */
  final synchronized void put(Machine machine) {
    Slot slot = byId.get(machine.id());
    if (slot == null) {
      Slot fresh = new Slot(discovered++, machine);
      lookups.forEach(lookup -> lookup.expect(fresh, machine));
      roster.put(fresh, machine);
      byMac.put(machine.mac(), fresh);
      byId.put(machine.id(), fresh);
    } else if (slot.machine.version() < machine.version()) {
      Machine before = slot.machine;
      lookups.forEach(lookup -> lookup.expect(slot, machine));
      roster.put(slot, machine);
      lookups.forEach(lookup -> lookup.forget(slot, before));
    }
  }

  /** Leaves a machine out from now on. */
  final synchronized void take(Machine machine) {
    Slot slot = byId.remove(machine.id());
    if (slot != null) {
      byMac.remove(machine.mac(), slot);
      roster.remove(slot);
      lookups.forEach(lookup -> lookup.remove(slot));
    }
  }

  @Override
  public final Optional<Machine> find(MachineId id) {
    return Optional.ofNullable(byId.get(id)).map(slot -> slot.machine);
  }

  @Override
  public final Optional<Machine> find(MacAddress mac) {
    return Optional.ofNullable(byMac.get(mac)).map(slot -> slot.machine);
  }

  @Override
  public final List<Machine> all() {
    return roster.all();
  }

  @Override
  public final List<Machine> named(String name) {
    return byName.find(name);
  }

  @Override
  public final List<Machine> withSerial(String serial) {
    return named(serial).stream()
        .filter(machine -> machine.serial().filter(serial::equals).isPresent())
        .toList();
  }

  @Override
  public final List<Machine> at(InetAddress address) {
    return byAddress.find(address).stream().sorted(LONGEST_THERE_FIRST.reversed()).toList();
  }

  @Override
  public final List<Machine> inState(Collection<State> states) {
    return roster.inState(states).stream().sorted(LONGEST_THERE_FIRST).toList();
  }

  @Override
  public final List<Machine> overdue(Instant now) {
    return roster.overdue(now);
  }

  @Override
  public final MachinePage page(MachineQuery query) {
    return roster.page(
        query,
        query
            .after()
            .map(cursor -> OptionalInt.of(discovered(cursor)))
            .orElse(OptionalInt.empty()));
  }

  @Override
  public final int count(Filter filter) {
    return roster.count(filter);
  }

  @Override
  public final List<Machine> all(Filter filter) {
    return roster.all(filter);
  }

  @Override
  public final Map<String, Integer> counts(Filter filter, Trait by) {
    return roster.counts(filter, by);
  }

  /** A machine that was forgotten leaves its number in the cursor. */
  private int discovered(Cursor cursor) {
    return Optional.ofNullable(byId.get(cursor.id()))
        .map(slot -> slot.discovered)
        .orElse(cursor.discovered());
  }

  /** Where it was seen, and where its system answers. */
  private static List<InetAddress> addresses(Machine machine) {
    return Stream.of(machine.address(), machine.reachedAt()).flatMap(Optional::stream).toList();
  }

  /** What people call it. */
  private static List<String> names(Machine machine) {
    return Stream.of(machine.hostname(), machine.serial()).flatMap(Optional::stream).toList();
  }
}
