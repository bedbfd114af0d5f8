package org.edgeztp.inventory.store;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.edgeztp.inventory.machine.Machine;

/**
 * Finds machines by what several of them may tell, in the order in which they were discovered. One
 * thread writes; readers wait for nobody.
 */
final class Lookup<K> {
  private final Function<Machine, ? extends Collection<K>> keys;
  private final Comparator<K> order;
  private final ConcurrentNavigableMap<Place<K>, Slot> slots;

  private record Place<K>(K key, int discovered) {}

  /**
   * @param keys of a machine
   * @param order in which those that count as one are alike
   */
  Lookup(Function<Machine, ? extends Collection<K>> keys, Comparator<K> order) {
    this.keys = keys;
    this.order = order;
    this.slots =
        new ConcurrentSkipListMap<>(
            Comparator.<Place<K>, K>comparing(Place::key, order)
                .thenComparingInt(Place::discovered));
  }

  /** Before the slot gets a value: from here on it is also found by what that tells. */
  void expect(Slot slot, Machine next) {
    keys.apply(next).forEach(key -> slots.put(new Place<>(key, slot.discovered), slot));
  }

  /** After it got one: it is no more found by what the one before told. */
  void forget(Slot slot, Machine before) {
    keys.apply(before).stream()
        .filter(key -> !has(slot.machine, key))
        .forEach(key -> slots.remove(new Place<>(key, slot.discovered)));
  }

  /** It is found no more. */
  void remove(Slot slot) {
    keys.apply(slot.machine).forEach(key -> slots.remove(new Place<>(key, slot.discovered)));
  }

  /** Those that tell it now: what a slot is found by may be of the value before. */
  List<Machine> find(K key) {
    return slots.subMap(new Place<>(key, 0), new Place<>(key, Integer.MAX_VALUE)).values().stream()
        .map(slot -> slot.machine)
        .filter(machine -> has(machine, key))
        .toList();
  }

  private boolean has(Machine machine, K key) {
    return keys.apply(machine).stream().anyMatch(one -> order.compare(one, key) == 0);
  }
}
