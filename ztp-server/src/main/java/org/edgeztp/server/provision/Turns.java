package org.edgeztp.server.provision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;

/**
 * Says whose turn it is to converge: those that have what they need of other machines, longest
 * there first, while there is room. The others stand in WAITING, where no deadline fails them. May
 * be used by many threads.
 */
public final class Turns {
  private final Inventory inventory;
  private final Cookbooks cookbooks;
  private final int atOnce;

  /** Whose turn has come and who do not converge yet: the room is theirs. */
  private final Set<MachineId> called = new HashSet<>();

  /** Who miss nothing but room: nobody who comes later passes them. */
  private final Set<MachineId> queued = new HashSet<>();

  /** What those who wait were told last, where a sweep has asked for it. */
  private final Map<MachineId, String> lastTold = new HashMap<>();

  /**
   * @param cookbooks the folder of all cookbooks
   * @param atOnce how many machines may converge at the same time
   */
  public Turns(Inventory inventory, Path cookbooks, int atOnce) {
    this.inventory = inventory;
    this.cookbooks = new Cookbooks(cookbooks);
    this.atOnce = atOnce;
  }

  /** Has a machine whose system answers converge, or wait for its turn. */
  synchronized void arrived(Machine machine) {
    lastTold.remove(machine.id());
    Event next =
        missing(machine, new Peers(inventory), new HashMap<>())
            .or(() -> queued(machine))
            .<Event>map(Event.MustWait::new)
            .orElseGet(() ->
                new Event.Reachable(machine.reachedAt().map(Ipv6::text).orElse("its address")));
    inventory.apply(machine, next);
  }

  /** Lets those go on whose turn it is, and tells the others what has changed. */
  public synchronized void sweep() {
    List<Machine> waiting = inventory.inState(List.of(State.WAITING));
    if (waiting.isEmpty()) {
      return;
    }
    var peers = new Peers(inventory);
    Map<String, Optional<Plan>> plans = new HashMap<>();
    queued.clear();
    lastTold.keySet().retainAll(waiting.stream().map(Machine::id).collect(Collectors.toSet()));
    int room = room();
    for (Machine machine : waiting) {
      if (machine.maintenance().isPresent()) {
        continue;
      }
      Optional<String> missing = missing(machine, peers, plans);
      if (missing.isPresent()) {
        tell(machine, missing.get());
      } else if (room > 0) {
        call(machine);
        room--;
      } else {
        queued.add(machine.id());
        tell(machine, full());
      }
    }
  }

  /** What a machine waits for, or would wait for, before it takes a plan. */
  Optional<String> waits(Machine machine, List<Needs.Need> needs, List<Uplink> uplinks) {
    return missing(needs, uplinks)
        .or(() -> machine.state() == State.WAITING ? told(machine) : Optional.empty());
  }

  /** The switches that a machine with the profile converges after. */
  static List<Uplink> uplinks(Machine machine, Profile profile, Peers peers) {
    return profile.afterSwitch() ? Uplink.of(machine, peers) : List.of();
  }

  private void call(Machine machine) {
    called.add(machine.id());
    inventory.apply(machine, new Event.MayGoOn());
  }

  /**
   * What is missing of other machines; of a plan that is wrong the run tells.
   *
   * @param plans those that were read already, by profile: hundreds may wait with the same
   */
  private Optional<String> missing(
      Machine machine, Peers peers, Map<String, Optional<Plan>> plans) {
    return inventory
        .profileOf(machine)
        .flatMap(profile ->
            plans
                .computeIfAbsent(profile.name(), _ -> plan(profile))
                .flatMap(plan ->
                    missing(Needs.of(machine, plan, peers), uplinks(machine, profile, peers))));
  }

  private Optional<Plan> plan(Profile profile) {
    try {
      return Optional.of(Plan.of(profile, cookbooks));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> missing(List<Needs.Need> needs, List<Uplink> uplinks) {
    String text =
        Stream.concat(
                needs.stream().filter(need -> !need.met()).map(Needs.Need::text),
                uplinks.stream().filter(uplink -> !uplink.met()).map(Uplink::text))
            .collect(Collectors.joining("; "));
    return Optional.of(text).filter(told -> !told.isEmpty());
  }

  private boolean othersQueue() {
    queued.removeIf(id ->
        inventory
            .find(id)
            .filter(machine -> machine.state() == State.WAITING)
            .filter(machine -> machine.maintenance().isEmpty())
            .isEmpty());
    return !queued.isEmpty();
  }

  /** That a machine that has come waits for room, if it does. */
  private Optional<String> queued(Machine machine) {
    int room = room();
    boolean isCalled = called.contains(machine.id());
    if (isCalled ? room >= 0 : room > 0 && !othersQueue()) {
      return Optional.empty();
    }
    queued.add(machine.id());
    return Optional.of(full());
  }

  /** The same text whatever becomes of the others: each change of it is an entry of a timeline. */
  private String full() {
    return "%d of %1$d machines converge (capacity: converge)".formatted(atOnce);
  }

  /** How many more may converge. */
  private int room() {
    called.removeIf(id -> !isOnItsWay(id));
    long busy =
        inventory.inState(List.of(State.CONVERGING)).stream().filter(this::isServed).count();
    return (int) (atOnce - busy - called.size());
  }

  private boolean isOnItsWay(MachineId id) {
    return inventory
        .find(id)
        .filter(machine -> machine.state() == State.INSTALLED && machine.maintenance().isEmpty())
        .isPresent();
  }

  /** One in maintenance may stay where it is for days, and a switch sets itself up. */
  private boolean isServed(Machine machine) {
    return machine.maintenance().isEmpty()
        && inventory.profileOf(machine).flatMap(Profile::ztp).isEmpty();
  }

  private void tell(Machine machine, String text) {
    String before = lastTold.put(machine.id(), text);
    if (!text.equals(before) && told(machine).filter(text::equals).isEmpty()) {
      inventory.note(machine, Observation.of(Observation.Kind.QUEUE, text));
    }
  }

  /** What it was told last that it waits for. */
  private Optional<String> told(Machine machine) {
    return inventory
        .last(machine, Observation.Kind.QUEUE)
        .filter(entry -> !entry.at().isBefore(machine.since()))
        .or(() -> inventory.last(machine, Event.MustWait.class))
        .map(Entry::text);
  }
}
