package org.edgeztp.inventory;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Transition;
import org.edgeztp.inventory.machine.BootTrail;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.Rule;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MachineStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The facade of the house: finds machines, takes note of what is seen of them, and is the one door
 * through which they change. May be used by many threads.
 */
public final class Inventory {
  private static final Logger log = LoggerFactory.getLogger(Inventory.class);

  private final MachineStore store;
  private final Clock clock;
  private final Supplier<MachineId> ids;
  private final Diagnosis diagnosis;
  private final Repeats repeats = new Repeats();
  private final List<Consumer<Entry>> listeners = new CopyOnWriteArrayList<>();
  private volatile Policy policy;

  /**
   * @param policy followed until there is another
   * @param ids makes the id of each newly seen machine
   */
  public Inventory(MachineStore store, Policy policy, Clock clock, Supplier<MachineId> ids) {
    this.store = store;
    this.policy = policy;
    this.clock = clock;
    this.ids = ids;
    this.diagnosis = new Diagnosis(store);
  }

  /** Calls the listener after each entry is stored, on the thread that stored it: be quick. */
  public void listen(Consumer<Entry> listener) {
    listeners.add(listener);
  }

  public Optional<Machine> find(MachineId id) {
    return store.find(id);
  }

  public Optional<Machine> find(MacAddress mac) {
    return store.find(mac);
  }

  /** Those that told this serial number, in the order in which they were discovered. */
  public List<Machine> withSerial(String serial) {
    return store.withSerial(serial);
  }

  /** The machine last seen with the address. */
  public Optional<Machine> at(InetAddress address) {
    return store.at(address).stream().findFirst();
  }

  public List<Machine> all() {
    return store.all();
  }

  public List<Machine> inState(Collection<State> states) {
    return store.inState(states);
  }

  /** What machines shall become. */
  public Policy policy() {
    return policy;
  }

  /** From now on machines become what this says; it touches none that has its profile. */
  public void follow(Policy next) {
    policy = next;
  }

  /** The profile of a machine, when it has one that is configured. */
  public Optional<Profile> profileOf(Machine machine) {
    return machine.profile().flatMap(policy::find);
  }

  /** The machine's entries after the given sequence number, oldest first. */
  public List<Entry> timeline(MachineId id, long after, int limit) {
    return store.timeline(id, after, limit);
  }

  /** The entries of all machines after the given sequence number, oldest first. */
  public List<Entry> entries(long after, int limit) {
    return store.entries(after, limit);
  }

  /** How many entries of a kind the machine's present run has. */
  public int count(Machine machine, Observation.Kind kind) {
    return store.count(machine.id(), machine.run(), kind.label());
  }

  /** The machine's latest event of a kind. */
  public Optional<Entry> last(Machine machine, Class<? extends Event> kind) {
    return store.last(machine.id(), kind.getSimpleName());
  }

  /** When the machine was last seen to do something of a kind. */
  public Optional<Entry> last(Machine machine, Observation.Kind kind) {
    return store.last(machine.id(), kind.label());
  }

  /** What was not as before when the machine's hardware was inspected again, newest first. */
  public List<Entry> hardwareChanges(Machine machine, int limit) {
    return store.last(machine.id(), Observation.Kind.HARDWARE.label(), limit);
  }

  /** Where the machine is and why: what it waits for, until when, what was seen, what is wrong. */
  public Explanation explain(Machine machine) {
    Instant now = clock.instant();
    Optional<Entry> last = store.lastSeen(machine.id());
    return Why.of(
        machine,
        last,
        diagnosis.rescue(machine),
        diagnosis.of(machine, now),
        diagnosis.place(machine),
        now);
  }

  /** A machine that somebody tells of before it was ever seen; the one that is there, if one is. */
  public Machine register(MacAddress mac, String site, String who) {
    return store
        .find(mac)
        .orElseGet(
            () -> discover(mac, site, who + " registers it at site " + site + " with address "));
  }

  /** The machine behind a hardware address; a new one is discovered at the site. */
  public Machine sight(MacAddress mac, String site, Sighting sighting) {
    Machine machine =
        store
            .find(mac)
            .orElseGet(() -> discover(mac, site, "first seen at site " + site + " with address "));
    return sighting.addsTo(machine) ? learn(machine, sighting) : machine;
  }

  /** Counts a boot from the network. */
  public Machine booted(Machine machine) {
    return remember(machine, trail -> trail.booted(clock.instant()));
  }

  /** Remembers what a network boot has shown. A trail is no event: it moves no machine. */
  public Machine remember(Machine machine, UnaryOperator<BootTrail> change) {
    while (true) {
      Draft next = machine.draft();
      next.trail = change.apply(machine.trail());
      if (next.trail.equals(machine.trail()) || store.replace(next.toMachine())) {
        return next.trail.equals(machine.trail()) ? machine : next.toMachine();
      }
      machine = store.find(machine.id()).orElseThrow();
    }
  }

  /**
   * The one door: looks the event up in the table and, when there is a row for it, stores the new
   * machine and its timeline entries in one transaction; then tells the listeners.
   *
   * @param seen the machine as the caller decided on it; when it has left that state, run or boot
   *     since, the event is stale and changes nothing
   */
  public Outcome apply(Machine seen, Event event) {
    while (true) {
      Machine current = store.find(seen.id()).orElseThrow();
      if (!seen.isAtStepOf(current)) {
        return new Outcome.Stale(current);
      }
      Optional<State> to = Lifecycle.next(current, event);
      if (to.isEmpty()) {
        return new Outcome.Refused(current.state(), event);
      }
      Instant now = clock.instant();
      Machine next = transition(current, event, to.get(), now);
      Optional<List<Entry>> stored = store.replace(next, Entries.of(current, event, next, now));
      if (stored.isPresent()) {
        stored.get().forEach(this::tell);
        return new Outcome.Applied(next);
      }
    }
  }

  /** Adds an observation to the machine's timeline. */
  public void note(Machine machine, Observation seen) {
    Observation told = seen.by(policy().ruleBehind(machine).map(Rule::name));
    tell(store.append(Entries.of(machine, told, clock.instant())));
  }

  /**
   * Adds an observation unless its run had the same a short while ago: for clients that ask again
   * and again for what they do not get.
   */
  public void noteOnce(Machine machine, Observation seen) {
    if (repeats.isNews(machine, seen.text(), clock.instant())) {
      note(machine, seen);
    }
  }

  /**
   * Adds an observation, or counts it with the one before of its kind, when that says the same and
   * the machine is where it was.
   */
  public void noteAgain(Machine machine, Observation seen) {
    Instant now = clock.instant();
    boolean counted =
        last(machine, seen.kind())
            .filter(before -> before.text().equals(seen.text()))
            .filter(before -> before.run() == machine.run())
            .filter(before -> !before.at().isBefore(machine.since()))
            .filter(before -> store.amend(before.again(now)))
            .isPresent();
    if (!counted) {
      note(machine, seen);
    }
  }

  /** Forgets routine observations of that age; moves, failures and proofs stay. */
  public void forget(Duration age) {
    int gone = store.forget(Observation.Kind.routine(), clock.instant().minus(age));
    if (gone > 0) {
      log.info("{} observations are older than {} days and forgotten", gone, age.toDays());
    }
  }

  /** Fails every machine whose deadline has passed. Safe to call at any time, by anybody. */
  public void sweepDeadlines() {
    for (Machine machine : store.overdue(clock.instant())) {
      String expected = Lifecycle.row(machine.state()).expects();
      apply(machine, new Event.DeadlinePassed(expected));
    }
  }

  /** Tells the timelines of machines that are stuck why. Safe to call at any time, by anybody. */
  public void sweepCauses() {
    Instant now = clock.instant();
    for (Machine machine : store.inState(Lifecycle.passingStates())) {
      diagnosis
          .of(machine, now)
          .flatMap(finding -> diagnosis.news(machine, finding))
          .ifPresent(seen -> note(machine, seen));
    }
  }

  private Machine transition(Machine current, Event event, State to, Instant now) {
    return Transition.of(
        current,
        event,
        to,
        now,
        Lifecycle.within(to, profileOf(current)),
        to == State.FAILED ? diagnosis.failure(current, event, now) : Optional.empty());
  }

  private Machine discover(MacAddress mac, String site, String how) {
    Instant now = clock.instant();
    Machine machine = Machine.discovered(ids.get(), site, mac, now);
    Optional<Entry> stored = store.insert(machine, Entries.discovered(machine, how));
    if (stored.isEmpty()) {
      return store.find(mac).orElseThrow();
    }
    tell(stored.get());
    return machine;
  }

  private Machine learn(Machine machine, Sighting sighting) {
    while (true) {
      Machine next = sighting.addTo(machine);
      if (store.replace(next)) {
        return next;
      }
      machine = store.find(machine.id()).orElseThrow();
    }
  }

  /** What is stored has happened: a listener that fails fails alone. */
  private void tell(Entry entry) {
    for (Consumer<Entry> listener : listeners) {
      try {
        listener.accept(entry);
      } catch (RuntimeException e) {
        log.error("Telling of {} of {}", entry.kind(), entry.machine(), e);
      }
    }
  }
}
