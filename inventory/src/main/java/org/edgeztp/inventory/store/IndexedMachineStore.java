package org.edgeztp.inventory.store;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;

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

  /** Takes in a machine, or the next value of one. Those new to it stay in the order they come. */
  final synchronized void put(Machine machine) {
    Slot slot = byId.get(machine.id());
    if (slot == null) {
      slot = new Slot(byId.size(), machine);
      byId.put(machine.id(), slot);
      byMac.put(machine.mac(), slot);
    } else if (slot.machine.version() < machine.version()) {
      slot.machine = machine;
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
    return inOrder(_ -> true).toList();
  }

  @Override
  public final List<Machine> withSerial(String serial) {
    return inOrder(machine -> machine.serial().filter(serial::equals).isPresent()).toList();
  }

  @Override
  public final List<Machine> at(InetAddress address) {
    return inOrder(machine -> machine.address().filter(address::equals).isPresent())
        .sorted(LONGEST_THERE_FIRST.reversed())
        .toList();
  }

  @Override
  public final List<Machine> inState(Collection<State> states) {
    return inOrder(machine -> states.contains(machine.state()))
        .sorted(LONGEST_THERE_FIRST)
        .toList();
  }

  @Override
  public final List<Machine> overdue(Instant now) {
    return inOrder(machine -> machine.deadline().filter(now::isAfter).isPresent()).toList();
  }

  private Stream<Machine> inOrder(Predicate<Machine> wanted) {
    return byId.values().stream()
        .map(slot -> new Slot(slot.order, slot.machine))
        .filter(slot -> wanted.test(slot.machine))
        .sorted(Comparator.comparingInt(slot -> slot.order))
        .map(slot -> slot.machine);
  }

  private static final class Slot {
    private final int order;
    private volatile Machine machine;

    Slot(int order, Machine machine) {
      this.order = order;
      this.machine = machine;
    }
  }
}
