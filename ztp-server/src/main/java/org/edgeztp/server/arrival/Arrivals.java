package org.edgeztp.server.arrival;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.web.Caller;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.server.boot.Announced;
import org.edgeztp.server.power.Bmc;
import org.edgeztp.server.power.Power;

/**
 * Keeps what was told of machines before they came, and finds out which machine each one is. May be
 * used by many threads.
 */
public final class Arrivals implements Announced {
  private final Inventory inventory;
  private final ExpectedStore store;
  private final Power power;
  private final String site;
  private volatile List<Expected> expected = List.of();
  private volatile Racks racks = new Racks(Map.of());

  public Arrivals(Inventory inventory, ExpectedStore store, Power power, String site) {
    this.inventory = inventory;
    this.store = store;
    this.power = power;
    this.site = site;
    read();
  }

  /**
   * What the API tells of them.
   *
   * @param intake told of each machine that has come by a list
   */
  public Map<String, Resource> resources(Consumer<Machine> intake) {
    return Map.of(
        "expected", new ExpectedResource(this, intake),
        "racks", new RacksResource(this, inventory));
  }

  /** That its machines are of. */
  String site() {
    return site;
  }

  /** Where they stand. */
  Racks racks() {
    return racks;
  }

  /** All that was announced, whether its machine has come or not, with its controller. */
  List<Expected> all() {
    return expected.stream()
        .map(one ->
            one.machine().isPresent()
                ? new Expected(one.id(), one.told().withBmc(bmcOf(one)), one.machine())
                : one)
        .toList();
  }

  /** What a list would do. */
  List<Verdict> judge(List<Line> lines) {
    return new Import(site, inventory.policy(), all(), inventory.all()).judge(lines);
  }

  /** Takes a list in when no line of it is wrong, and else nothing of it. */
  synchronized List<Verdict> announce(List<Line> lines) {
    List<Verdict> verdicts = judge(lines);
    if (verdicts.stream().allMatch(verdict -> verdict.mishaps().isEmpty())) {
      store.save(
          verdicts.stream().filter(one -> one.result() != Verdict.Result.UNCHANGED).toList());
      read();
    }
    return verdicts;
  }

  /** All that are called so. */
  List<Expected> called(String ref) {
    return all().stream().filter(one -> one.told().isCalled(ref)).toList();
  }

  /**
   * Forgets the announcement that is called so, when one alone is. Its machine, where it has come,
   * stays what it is.
   *
   * @return all that are called so
   */
  synchronized List<Expected> forget(String ref) {
    List<Expected> called = called(ref);
    if (called.size() == 1) {
      store.remove(called.getFirst());
      read();
    }
    return called;
  }

  /**
   * Sees which of the expected machines have come. Those that are known by a single hardware
   * address are registered at once, so that their power can be switched on. Safe to call at any
   * time, by anybody.
   *
   * @param intake told of each machine that has come
   */
  public synchronized void arrive(Consumer<Machine> intake) {
    for (Expected one : expected) {
      Optional<Machine> machine = holder(one).or(() -> come(one));
      if (machine.isPresent()
          && (one.told().bmc().isPresent() || !machine.map(Machine::id).equals(one.machine()))) {
        Machine found = machine.get();
        one.told()
            .bmc()
            .filter(bmc -> !power.bmc(found).equals(Optional.of(bmc)))
            .ifPresent(bmc -> power.learn(found, bmc));
        store.arrived(one, found.id());
        intake.accept(found);
      }
    }
    read();
  }

  @Override
  public Told of(Machine machine) {
    List<Expected> same = new ArrayList<>();
    boolean perhaps = false;
    for (Expected one : expected) {
      if (holder(one).filter(other -> !other.id().equals(machine.id())).isPresent()) {
        continue;
      }
      switch (Likeness.of(one.told(), machine)) {
        case Likeness.AtOdds(var how) -> {
          return new Told.AtOdds(how + ": correct the list and import it again");
        }
        case Likeness.Same _ -> same.add(one);
        case Likeness.Perhaps _ -> perhaps = true;
        case Likeness.Other _ -> {}
      }
    }
    if (same.isEmpty()) {
      return perhaps && machine.hardware().isEmpty()
          ? new Told.Perhaps("it may be one of the machines that are expected")
          : new Told.Nothing();
    }
    return same.size() == 1 ? only(same.getFirst(), machine) : several(same);
  }

  private Told only(Expected one, Machine machine) {
    return rival(one, machine)
        .<Told>map(other ->
            new Told.AtOdds(
                "%s and %s both tell what %s was announced with: retire the one that is gone"
                    .formatted(machine.label(), other.label(), one.told().label())))
        .orElseGet(() -> wanted(one.told()));
  }

  private static Told several(List<Expected> same) {
    return new Told.AtOdds(
        "it is announced as %s and as %s: correct the list and import it again"
            .formatted(same.get(0).told().label(), same.get(1).told().label()));
  }

  private static Told wanted(Announcement told) {
    return new Told.Wanted(
        told.profile(), told.name(), "announced with " + told.identities().getFirst());
  }

  private void read() {
    List<Expected> now = store.all();
    if (!now.equals(expected)) {
      expected = now;
      racks = Racks.of(now);
    }
  }

  /** The machine that it turned out to be, unless that was retired since. */
  private Optional<Machine> holder(Expected one) {
    return one.machine()
        .flatMap(inventory::find)
        .filter(machine -> machine.state() != State.RETIRED);
  }

  /** The machine that it turns out to be, or that it makes known. */
  private Optional<Machine> come(Expected one) {
    List<Machine> same =
        inventory.all().stream()
            .filter(machine -> machine.state() != State.RETIRED)
            .filter(machine -> Likeness.of(one.told(), machine) instanceof Likeness.Same)
            .toList();
    if (same.isEmpty() && one.told().macs().size() == 1) {
      return Optional.of(one.told().macs().getFirst())
          .filter(mac -> inventory.find(mac).isEmpty())
          .map(mac -> inventory.register(mac, site, Caller.name()));
    }
    return same.size() == 1 && of(same.getFirst()) instanceof Told.Wanted
        ? Optional.of(same.getFirst())
        : Optional.empty();
  }

  private Optional<Machine> rival(Expected found, Machine machine) {
    return inventory.all().stream()
        .filter(other -> !other.id().equals(machine.id()) && other.state() != State.RETIRED)
        .filter(other -> Likeness.of(found.told(), other) instanceof Likeness.Same)
        .findFirst();
  }

  private Optional<Bmc> bmcOf(Expected one) {
    return one.told().bmc().or(() -> one.machine().flatMap(inventory::find).flatMap(power::bmc));
  }
}
