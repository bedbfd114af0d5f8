package org.edgeztp.inventory.store;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;

/** For tests and a first minute: forgets everything with the process. */
public final class MemoryMachineStore implements MachineStore {
  private final Map<MachineId, Machine> machines = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();

  @Override
  public synchronized Optional<Machine> find(MachineId id) {
    return Optional.ofNullable(machines.get(id));
  }

  @Override
  public synchronized Optional<Machine> find(MacAddress mac) {
    return machines.values().stream().filter(machine -> machine.mac().equals(mac)).findFirst();
  }

  @Override
  public synchronized List<Machine> all() {
    return List.copyOf(machines.values());
  }

  @Override
  public synchronized List<Machine> at(InetAddress address) {
    return machines.values().stream()
        .filter(machine -> machine.isAt(address))
        .sorted(Comparator.comparing(Machine::since).reversed())
        .toList();
  }

  @Override
  public synchronized List<Machine> withSerial(String serial) {
    return machines.values().stream()
        .filter(machine -> machine.serial().filter(serial::equals).isPresent())
        .toList();
  }

  @Override
  public synchronized List<Machine> inState(Collection<State> states) {
    return machines.values().stream()
        .filter(machine -> states.contains(machine.state()))
        .sorted(Comparator.comparing(Machine::since))
        .toList();
  }

  @Override
  public synchronized List<Machine> overdue(Instant now) {
    return machines.values().stream()
        .filter(machine -> machine.deadline().filter(now::isAfter).isPresent())
        .toList();
  }

  @Override
  public synchronized Optional<Entry> insert(Machine machine, Entry entry) {
    if (find(machine.mac()).isPresent()) {
      return Optional.empty();
    }
    machines.put(machine.id(), machine);
    return Optional.of(append(entry));
  }

  @Override
  public synchronized Optional<Entry> replace(Machine next, Entry entry) {
    return replace(next) ? Optional.of(append(entry)) : Optional.empty();
  }

  @Override
  public synchronized boolean replace(Machine next) {
    Machine stored = machines.get(next.id());
    if (stored == null || stored.version() != next.version() - 1) {
      return false;
    }
    machines.put(next.id(), next);
    return true;
  }

  @Override
  public synchronized Entry append(Entry entry) {
    Entry stored = entry.withSeq(entries.size() + 1L);
    entries.add(stored);
    return stored;
  }

  @Override
  public synchronized List<Entry> timeline(MachineId id, long after, int limit) {
    return entries.stream()
        .filter(entry -> entry.machine().equals(id) && entry.seq() > after)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Entry> entries(long after, int limit) {
    return entries.stream().filter(entry -> entry.seq() > after).limit(limit).toList();
  }

  @Override
  public synchronized Optional<Entry> last(MachineId id) {
    return entries.reversed().stream().filter(entry -> entry.machine().equals(id)).findFirst();
  }

  @Override
  public synchronized int count(MachineId id, int run, String kind) {
    return (int)
        entries.stream()
            .filter(entry ->
                entry.machine().equals(id) && entry.run() == run && entry.kind().equals(kind))
            .count();
  }
}
