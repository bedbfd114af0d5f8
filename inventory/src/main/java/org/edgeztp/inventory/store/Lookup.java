package org.edgeztp.inventory.store;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.Machine;

/**
 * Finds machines by what several of them may tell, in the order in which they were discovered. One
 * thread writes; readers wait for nobody.
 */
final class Lookup<K extends Comparable<K>> {
  private final Function<Machine, Set<K>> keys;
  private final ConcurrentNavigableMap<Place<K>, Slot> slots =
      new ConcurrentSkipListMap<>(
          Comparator.<Place<K>, K>comparing(Place::key).thenComparingInt(Place::discovered));

  private record Place<K>(K key, int discovered) {}

  /**
   * @param keys of a machine
   */
  Lookup(Function<Machine, Set<K>> keys) {
    this.keys = keys;
  }

  /** Before the slot gets a value: from here on it is also found by what that tells. */
  void expect(Slot slot, Machine next) {
    keys.apply(next).forEach(key -> slots.put(new Place<>(key, slot.discovered), slot));
  }

  /** After it got one: it is no more found by what the one before told. */
  void forget(Slot slot, Machine before) {
    Set<K> present = keys.apply(slot.machine);
    keys.apply(before).stream()
        .filter(key -> !present.contains(key))
        .forEach(key -> slots.remove(new Place<>(key, slot.discovered)));
  }

  /** It is found no more. */
  void remove(Slot slot) {
    keys.apply(slot.machine).forEach(key -> slots.remove(new Place<>(key, slot.discovered)));
  }

  /** Those with the key, and perhaps some that had it a moment ago. */
  Stream<Slot> find(K key, boolean descending) {
    var found = slots.subMap(new Place<>(key, 0), new Place<>(key, Integer.MAX_VALUE));
    return (descending ? found.descendingMap() : found).values().stream();
  }
}
