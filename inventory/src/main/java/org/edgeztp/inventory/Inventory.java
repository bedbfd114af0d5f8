package org.edgeztp.inventory;

import static java.util.Comparator.comparing;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.BootTrail;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.Rule;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.machine.Trait;
import org.edgeztp.inventory.query.Filter;
import org.edgeztp.inventory.query.MachinePage;
import org.edgeztp.inventory.query.MachineQuery;
import org.edgeztp.inventory.store.MachineStore;

/**
 * The facade of the house: finds machines, takes note of what is seen of them, and is the one door
 * through which they change. May be used by many threads.
 *
 * <p>Who asks within {@link Sites} sees the machines of these alone: lists leave the others out,
 * and who names one of them is refused with a {@link Sites.OutsideException}.
 */
public final class Inventory {
  /** More than a run has, if it is not cut off all the time. */
  private static final int STEPS = 500;

  private final MachineStore store;
  private final Visible visible;
  private final Clock clock;
  private final Diagnosis diagnosis;
  private final Timelines timelines;
  private final Sightings sightings;
  private final Door door;

  private volatile Policy policy;

  /**
   * @param policy followed until there is another
   * @param ids makes the id of each newly seen machine
   */
  public Inventory(MachineStore store, Policy policy, Clock clock, Supplier<MachineId> ids) {
    this.store = store;
    this.visible = new Visible(store);
    this.policy = policy;
    this.clock = clock;
    this.diagnosis = new Diagnosis(store);
    this.timelines = new Timelines(store, clock);
    this.sightings = new Sightings(store, timelines, clock, ids);
    this.door = new Door(store, timelines, diagnosis, this::profileOf, clock);
  }

  /** Calls the listener after each entry is stored, on the thread that stored it: be quick. */
  public void listen(Consumer<Entry> listener) {
    timelines.listen(listener);
  }

  public Optional<Machine> find(MachineId id) {
    return visible.find(id);
  }

  public Optional<Machine> find(MacAddress mac) {
    return visible.find(mac);
  }

  /** The same for a list: none where it may not be seen. */
  public Optional<Machine> visible(MacAddress mac) {
    return store.find(mac).filter(Sites::cover);
  }

  /** The same by id. */
  public Optional<Machine> visible(MachineId id) {
    return store.find(id).filter(Sites::cover);
  }

  /** Whether an entry of a timeline may be seen. */
  public boolean isVisible(Entry entry) {
    return visible.has(entry.machine());
  }

  /** Those with the hostname or the serial number, whatever its letter case. */
  public List<Machine> named(String name) {
    return visible.named(store.named(name));
  }

  /** Those that told this serial number, in the order in which they were discovered. */
  public List<Machine> withSerial(String serial) {
    return visible.named(store.withSerial(serial));
  }

  /** The machine that gives itself the address, else the one last seen with it. */
  public Optional<Machine> at(InetAddress address) {
    return store.at(address).stream()
        .min(comparing(machine -> !machine.owns(address)))
        .map(Sites::check);
  }

  public List<Machine> all() {
    return visible.all();
  }

  /**
   * A page of the machines that somebody asks for.
   *
   * @throws IllegalArgumentException when the page before is not of this inventory
   */
  public MachinePage page(MachineQuery query) {
    return visible.page(query);
  }

  /** How many pass a filter. */
  public int count(Filter filter) {
    return visible.count(filter);
  }

  /** Those that pass a filter, in the order in which they were discovered. */
  public List<Machine> all(Filter filter) {
    return visible.all(filter);
  }

  /** How many that pass a filter tell each text of a trait that many share. */
  public Map<String, Integer> counts(Filter filter, Trait by) {
    return visible.counts(filter, by);
  }

  public List<Machine> inState(Collection<State> states) {
    return visible.inState(states);
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
    return visible.timeline(id, after, limit);
  }

  /** The machine's entries before the given sequence number, newest first. */
  public List<Entry> timelineBefore(MachineId id, long before, int limit) {
    return visible.timelineBefore(id, before, limit);
  }

  /**
   * The entries of all machines after the given sequence number, oldest first. Where some may not
   * be seen they are left out, so that fewer than the limit may not be the last.
   */
  public List<Entry> entries(long after, int limit) {
    return visible.entries(store.entries(after, limit));
  }

  /** The entries of all machines before the given sequence number, newest first; as above. */
  public List<Entry> entriesBefore(long before, int limit) {
    return visible.entries(store.entriesBefore(before, limit));
  }

  /**
   * The entries since the given time with which machines came to one of the states, in any order.
   * Of all sites, whoever asks: see {@link #isVisible}.
   */
  public List<Entry> arrivals(Collection<State> states, Instant since) {
    return store.arrivals(states, since);
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

  /** What was seen of the machine of a kind, newest first. */
  public List<Entry> last(Machine machine, Observation.Kind kind, int limit) {
    return store.last(machine.id(), kind.label(), limit);
  }

  /** What led the machine to the states it was in, oldest first. */
  public List<Entry> moves(Machine machine) {
    return store.moves(machine.id());
  }

  /** What was told of the steps of its present run, newest first. */
  public List<Entry> steps(Machine machine) {
    return store.last(machine.id(), Observation.Kind.STEP.label(), STEPS).stream()
        .filter(entry -> entry.run() == machine.run())
        .toList();
  }

  /** Where the machine is and why: what it waits for, until when, what was seen, what is wrong. */
  public Explanation explain(Machine machine) {
    return explain(List.of(machine)).getFirst();
  }

  /** The same for several, each in its place. */
  public List<Explanation> explain(List<Machine> machines) {
    Instant now = clock.instant();
    var queues = new Queues(store);
    Map<MachineId, Entry> last = store.lastSeen(machines.stream().map(Machine::id).toList());
    return machines.stream()
        .map(machine ->
            Why.of(
                machine,
                Optional.ofNullable(last.get(machine.id())),
                diagnosis.rescue(machine),
                diagnosis.of(machine, now),
                queues.place(machine),
                now))
        .toList();
  }

  /** A machine that somebody tells of before it was ever seen; the one that is there, if one is. */
  public Machine register(MacAddress mac, String site, String who) {
    if (find(mac).isEmpty()) {
      Sites.check("a machine that is registered here", site);
    }
    return sightings.at(mac, site, false, who + " registers it at site " + site + " with address ");
  }

  /** The machine behind a hardware address; a new one is discovered at the site. */
  public Machine sight(MacAddress mac, String site, Sighting sighting) {
    return sightings.add(
        sightings.at(mac, site, true, "first seen at site " + site + " with address "), sighting);
  }

  /** Counts a boot from the network. */
  public Machine booted(Machine machine) {
    return sightings.booted(machine);
  }

  /** Remembers what a network boot has shown. A trail is no event: it moves no machine. */
  public Machine remember(Machine machine, UnaryOperator<BootTrail> change) {
    return sightings.remember(machine, change);
  }

  /**
   * The one door: looks the event up in the table and, when there is a row for it, stores the new
   * machine and its timeline entries in one transaction; then tells the listeners.
   *
   * @param seen the machine as the caller decided on it; when it has left that state, run or boot
   *     since, the event is stale and changes nothing
   */
  public Outcome apply(Machine seen, Event event) {
    return door.pass(Sites.check(seen), event, seen::isAtStepOf);
  }

  /** The same while nothing at all of the machine has changed since the caller saw it. */
  public Outcome applyExactly(Machine seen, Event event) {
    return door.pass(Sites.check(seen), event, current -> seen.version() == current.version());
  }

  /** What an event would be refused with, were it applied now; empty when it would be taken. */
  public Optional<Outcome> obstacle(Machine machine, Event event) {
    return door.obstacle(machine, event);
  }

  /** Adds an observation to the machine's timeline. */
  public void note(Machine machine, Observation seen) {
    timelines.add(machine, seen.by(policy().ruleBehind(machine).map(Rule::name)));
  }

  /**
   * Adds an observation unless its run had the same a short while ago: for clients that ask again
   * and again for what they do not get.
   */
  public void noteOnce(Machine machine, Observation seen) {
    if (timelines.isNews(machine, seen)) {
      note(machine, seen);
    }
  }

  /**
   * Adds an observation, or counts it with the one before of its kind, when that says the same and
   * the machine is where it was.
   */
  public void noteAgain(Machine machine, Observation seen) {
    if (!timelines.addToLast(machine, seen)) {
      note(machine, seen);
    }
  }

  /**
   * Removes a machine and all that is known of it; one that turns up again is new.
   *
   * @return false, and nothing removed, when it changed since the caller saw it, or is in a state
   *     that it must be let go from first
   */
  public boolean forget(Machine seen) {
    return Lifecycle.forgets(seen.state()) && store.remove(Sites.check(seen));
  }

  /**
   * Removes machines that no rule took and nobody spoke of, when they are not seen any more.
   *
   * @param unseen since when
   * @param isSpared those that are not removed all the same
   */
  public void forgetStrangers(Duration unseen, Predicate<Machine> isSpared) {
    sightings.forgetStrangers(unseen, isSpared);
  }

  /** Forgets routine observations of that age; moves, failures and proofs stay. */
  public void forget(Duration age) {
    timelines.forget(age);
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
}
