package org.edgeztp.inventory;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MachineStore;

/** Who waits before whom at one moment: each queue is looked at once, when somebody asks for it. */
final class Queues {
  private final MachineStore store;
  private final Map<State, Map<MachineId, Integer>> numbers = new EnumMap<>(State.class);

  Queues(MachineStore store) {
    this.store = store;
  }

  /**
   * Its place among those that wait to be installed, longest there first; empty for others and in
   * maintenance, in which nothing comes to its turn.
   */
  Optional<Why.Place> place(Machine machine) {
    if (machine.state() != State.QUEUED || machine.maintenance().isPresent()) {
      return Optional.empty();
    }
    Map<MachineId, Integer> queue = numbers.computeIfAbsent(machine.state(), this::number);
    return Optional.ofNullable(queue.get(machine.id()))
        .map(number -> new Why.Place(number, queue.size()));
  }

  private Map<MachineId, Integer> number(State state) {
    Map<MachineId, Integer> queue = new HashMap<>();
    store.inState(List.of(state)).stream()
        .filter(waiting -> waiting.maintenance().isEmpty())
        .forEach(waiting -> queue.put(waiting.id(), queue.size() + 1));
    return queue;
  }
}
