package org.edgeztp.inventory.store;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;

/** For tests, a first minute and what is only tried out: forgets everything with the process. */
public final class MemoryMachineStore extends IndexedMachineStore {
  private final List<Entry> entries = new ArrayList<>();
  private long newest;

  /** A store with these machines, whose timelines begin now. */
  public static MemoryMachineStore holding(List<Machine> machines) {
    var store = new MemoryMachineStore();
    machines.forEach(store::put);
    return store;
  }

  @Override
  public synchronized Optional<Entry> insert(Machine machine, Entry entry) {
    if (find(machine.mac()).isPresent()) {
      return Optional.empty();
    }
    put(machine);
    return Optional.of(append(entry));
  }

  @Override
  public synchronized Optional<List<Entry>> replace(Machine next, List<Entry> told) {
    return replace(next) ? Optional.of(told.stream().map(this::append).toList()) : Optional.empty();
  }

  @Override
  public synchronized boolean replace(Machine next) {
    boolean expected =
        find(next.id()).filter(stored -> stored.version() == next.version() - 1).isPresent();
    if (expected) {
      put(next);
    }
    return expected;
  }

  @Override
  public synchronized boolean remove(Machine machine) {
    boolean expected =
        find(machine.id()).filter(stored -> stored.version() == machine.version()).isPresent();
    if (expected) {
      take(machine);
      entries.removeIf(entry -> entry.machine().equals(machine.id()));
    }
    return expected;
  }

  @Override
  public synchronized Entry append(Entry entry) {
    Entry stored = entry.withSeq(++newest);
    entries.add(stored);
    return stored;
  }

  @Override
  public synchronized boolean amend(Entry entry) {
    int place = entries.stream().map(Entry::seq).toList().indexOf(entry.seq());
    if (place >= 0) {
      entries.set(place, entry);
    }
    return place >= 0;
  }

  @Override
  public synchronized int forget(Collection<String> kinds, Instant before) {
    int all = entries.size();
    entries.removeIf(entry ->
        kinds.contains(entry.kind()) && entry.to().isEmpty() && entry.at().isBefore(before));
    return all - entries.size();
  }

  @Override
  public synchronized List<Entry> timeline(MachineId id, long after, int limit) {
    return entries.stream()
        .filter(entry -> entry.machine().equals(id) && entry.seq() > after)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Entry> moves(MachineId id) {
    return entries.stream()
        .filter(entry -> entry.machine().equals(id) && entry.to().isPresent())
        .toList();
  }

  @Override
  public synchronized List<Entry> entries(long after, int limit) {
    return entries.stream().filter(entry -> entry.seq() > after).limit(limit).toList();
  }

  @Override
  public synchronized List<Entry> timelineBefore(MachineId id, long before, int limit) {
    return entries.reversed().stream()
        .filter(entry -> entry.machine().equals(id) && entry.seq() < before)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Entry> entriesBefore(long before, int limit) {
    return entries.reversed().stream().filter(entry -> entry.seq() < before).limit(limit).toList();
  }

  @Override
  public synchronized Map<MachineId, Entry> lastSeen(Collection<MachineId> ids) {
    return entries.stream()
        .filter(entry -> ids.contains(entry.machine()) && !entry.kind().equals(EXPLANATION))
        .collect(toMap(Entry::machine, entry -> entry, (_, later) -> later));
  }

  @Override
  public synchronized List<Entry> arrivals(Collection<State> states, Instant since) {
    return entries.stream()
        .filter(entry -> !entry.at().isBefore(since))
        .filter(entry -> entry.to().filter(states::contains).isPresent())
        .filter(entry -> !entry.from().equals(entry.to()))
        .toList();
  }

  @Override
  public synchronized List<Entry> signs(MachineId id, Instant since, int limit) {
    return entries.reversed().stream()
        .filter(entry -> entry.machine().equals(id) && !entry.at().isBefore(since))
        .filter(entry -> entry.sign().isPresent())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Entry> last(MachineId id, String kind, int limit) {
    return entries.reversed().stream()
        .filter(entry -> entry.machine().equals(id) && entry.kind().equals(kind))
        .limit(limit)
        .toList();
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
