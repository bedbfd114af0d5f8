package org.edgeztp.inventory.store;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.machine.Trait;
import org.edgeztp.inventory.query.Filter;
import org.edgeztp.inventory.query.MachinePage;
import org.edgeztp.inventory.query.MachineQuery;

/**
 * Keeps machines and their timelines. Every method is one transaction, durable when it returns; a
 * storage fault is an unchecked exception of the form in use.
 */
public interface MachineStore {
  Optional<Machine> find(MachineId id);

  Optional<Machine> find(MacAddress mac);

  /** All machines, in the order in which they were discovered. */
  List<Machine> all();

  /** Those that pass a filter, in the same order. */
  List<Machine> all(Filter filter);

  /** The machines that a question asks for. */
  MachinePage page(MachineQuery query);

  /** How many pass a filter. */
  int count(Filter filter);

  /**
   * How many of those that pass a filter tell each thing of a trait.
   *
   * @param by what many tell the same of: a field, or a fact of texts
   * @return by text, without those that tell nothing
   */
  Map<String, Integer> counts(Filter filter, Trait by);

  /**
   * Those with the hostname or the serial number, whatever its letter case, in the order in which
   * they were discovered.
   */
  List<Machine> named(String name);

  /** Those with the serial number, in the order in which they were discovered. */
  List<Machine> withSerial(String serial);

  /** Those last seen with the address, the one that entered its state last first. */
  List<Machine> at(InetAddress address);

  /** Those in one of the states, longest there first. */
  List<Machine> inState(Collection<State> states);

  /** Those whose deadline lies before the given time. */
  List<Machine> overdue(Instant now);

  /**
   * The entries since the given time with which machines came to one of the states, in any order.
   */
  List<Entry> arrivals(Collection<State> states, Instant since);

  /**
   * Stores a new machine with its first entry.
   *
   * @return the entry with its sequence number; empty, and nothing stored, when the hardware
   *     address belongs to a machine already
   */
  Optional<Entry> insert(Machine machine, Entry entry);

  /**
   * Stores the next value of a machine and what is told of it.
   *
   * @return the entries with their sequence numbers; empty, and nothing stored, unless the stored
   *     version is the one before
   */
  Optional<List<Entry>> replace(Machine next, List<Entry> entries);

  /** Stores the next value of a machine; false, and nothing stored, on the wrong version. */
  boolean replace(Machine next);

  /**
   * Removes a machine with its timeline and all that is kept of it.
   *
   * @return false, and nothing removed, unless its stored version is this one
   */
  boolean remove(Machine machine);

  /** Stores an entry and returns it with its sequence number. */
  Entry append(Entry entry);

  /** Stores the facts of an entry that is there; false when it is not. */
  boolean amend(Entry entry);

  /**
   * Forgets observations that are older than a time.
   *
   * @param kinds of which
   * @return how many there were
   */
  int forget(Collection<String> kinds, Instant before);

  /** A machine's entries behind a sequence number, oldest first. */
  List<Entry> timeline(MachineId id, long after, int limit);

  /** A machine's entries before a sequence number, newest first. */
  List<Entry> timelineBefore(MachineId id, long before, int limit);

  /** A machine's entries that led it to a state, oldest first. */
  List<Entry> moves(MachineId id);

  /** The entries of all machines behind a sequence number, oldest first. */
  List<Entry> entries(long after, int limit);

  /** The entries of all machines before a sequence number, newest first. */
  List<Entry> entriesBefore(long before, int limit);

  /** The newest entry of each machine that is no explanation of those before it. */
  Map<MachineId, Entry> lastSeen(Collection<MachineId> ids);

  /** The entries since the given time that show a sign, newest first. */
  List<Entry> signs(MachineId id, Instant since, int limit);

  /** The newest entry of a kind. */
  default Optional<Entry> last(MachineId id, String kind) {
    return last(id, kind, 1).stream().findFirst();
  }

  /** The newest entries of a kind, newest first. */
  List<Entry> last(MachineId id, String kind, int limit);

  int count(MachineId id, int run, String kind);
}
