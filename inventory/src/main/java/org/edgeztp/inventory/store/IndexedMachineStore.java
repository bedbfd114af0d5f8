package org.edgeztp.inventory.store;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.query.Cursor;
import org.edgeztp.inventory.query.Filter;
import org.edgeztp.inventory.query.MachinePage;
import org.edgeztp.inventory.query.MachineQuery;

/**
 * A store whose machines are found in memory: each packet and each boot script asks for one.
 * Readers wait for nobody; of two values of a machine the newer version stays, in whatever order
 * they come.
 */
abstract class IndexedMachineStore implements MachineStore {
  /** The kind of the entries that explain others. */
  static final String EXPLANATION = Observation.Kind.CAUSE.label();

  private static final Comparator<Machine> LONGEST_THERE_FIRST =
      Comparator.comparing(Machine::since);

  private final Map<MachineId, Slot> byId = new ConcurrentHashMap<>();
  private final Map<MacAddress, Slot> byMac = new ConcurrentHashMap<>();
  private final ConcurrentNavigableMap<Integer, Slot> inOrder = new ConcurrentSkipListMap<>();
  private final Lookup<State> byState = new Lookup<>(machine -> Set.of(machine.state()));
  private final Lookup<String> byName = new Lookup<>(IndexedMachineStore::names);
  private final Lookup<String> byAddress = new Lookup<>(IndexedMachineStore::addresses);
  private final List<Lookup<?>> lookups = List.of(byState, byName, byAddress);
  private int discovered;

  /** Takes in a machine, or the next value of one. Those new to it stay in the order they come. */
  final synchronized void put(Machine machine) {
    Slot slot = byId.get(machine.id());
    if (slot == null) {
      Slot fresh = new Slot(discovered++, machine);
      lookups.forEach(lookup -> lookup.expect(fresh, machine));
      inOrder.put(fresh.discovered, fresh);
      byMac.put(machine.mac(), fresh);
      byId.put(machine.id(), fresh);
    } else if (slot.machine.version() < machine.version()) {
      Machine before = slot.machine;
      lookups.forEach(lookup -> lookup.expect(slot, machine));
      slot.machine = machine;
      lookups.forEach(lookup -> lookup.forget(slot, before));
    }
  }

  /** Leaves a machine out from now on. */
  final synchronized void take(Machine machine) {
    Slot slot = byId.remove(machine.id());
    if (slot != null) {
      byMac.remove(machine.mac(), slot);
      inOrder.remove(slot.discovered);
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
    return inOrder.values().stream().map(slot -> slot.machine).toList();
  }

  @Override
  public final List<Machine> named(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    return machines(byName.find(key, false), machine -> names(machine).contains(key)).toList();
  }

  @Override
  public final List<Machine> withSerial(String serial) {
    return named(serial).stream()
        .filter(machine -> machine.serial().filter(serial::equals).isPresent())
        .toList();
  }

  @Override
  public final List<Machine> at(InetAddress address) {
    return machines(
            byAddress.find(Ipv6.text(address), false),
            machine -> addresses(machine).contains(Ipv6.text(address)))
        .sorted(LONGEST_THERE_FIRST.reversed())
        .toList();
  }

  @Override
  public final List<Machine> inState(Collection<State> states) {
    return states.stream()
        .distinct()
        .flatMap(state -> machines(byState.find(state, false), machine -> machine.state() == state))
        .sorted(LONGEST_THERE_FIRST)
        .toList();
  }

  @Override
  public final List<Machine> overdue(Instant now) {
    return machines(
            inOrder.values().stream(),
            machine -> machine.deadline().filter(now::isAfter).isPresent())
        .toList();
  }

  @Override
  public final MachinePage page(MachineQuery query) {
    OptionalInt last =
        query.after().map(cursor -> OptionalInt.of(discovered(cursor))).orElse(OptionalInt.empty());
    boolean discovery = query.order().by().isEmpty();
    boolean descending = discovery && query.order().descending();
    Stream<Slot> slots =
        query.filter().state().isPresent()
            ? byState.find(query.filter().state().get(), descending)
            : from(discovery ? last : OptionalInt.empty(), descending).values().stream();
    return Pages.of(query, slots, last);
  }

  @Override
  public final int count(Filter filter) {
    Stream<Slot> slots =
        filter
            .state()
            .map(state -> byState.find(state, false))
            .orElseGet(() -> inOrder.values().stream());
    return (int) machines(slots, filter.test()).count();
  }

  /** A machine that was forgotten leaves its number in the cursor. */
  private int discovered(Cursor cursor) {
    return Optional.ofNullable(byId.get(cursor.id()))
        .map(slot -> slot.discovered)
        .orElse(cursor.discovered());
  }

  private NavigableMap<Integer, Slot> from(OptionalInt last, boolean descending) {
    ConcurrentNavigableMap<Integer, Slot> all = descending ? inOrder.descendingMap() : inOrder;
    return last.isPresent() ? all.tailMap(last.getAsInt(), false) : all;
  }

  /** The present values that pass: what a slot is found by may be of the one before. */
  private static Stream<Machine> machines(Stream<Slot> slots, Predicate<Machine> wanted) {
    return slots.map(slot -> slot.machine).filter(wanted);
  }

  /** Where it was seen, and where its system answers. */
  private static Set<String> addresses(Machine machine) {
    return Stream.of(machine.address(), machine.reachedAt())
        .flatMap(Optional::stream)
        .map(Ipv6::text)
        .collect(toUnmodifiableSet());
  }

  /** What people call it, in lower case. */
  private static Set<String> names(Machine machine) {
    return Stream.concat(machine.hostname().stream(), machine.serial().stream())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(toUnmodifiableSet());
  }
}
