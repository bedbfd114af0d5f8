package org.edgeztp.server.boot;

import static org.edgeztp.inventory.machine.State.BOOTING;
import static org.edgeztp.inventory.machine.State.DISCOVERED;
import static org.edgeztp.inventory.machine.State.INSTALLING;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Outcome;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.Rule;
import org.jspecify.annotations.Nullable;

/** What makes it zero touch: rules take machines on, and a limit keeps installations in number. */
public final class Intake {
  /** As many as a person reads in one entry. */
  private static final int TOLD_RULES = 10;

  private final Inventory inventory;
  private final Admission admission;
  private final Announced announced;

  /**
   * Takes machines on by what was told of them, and by the rules of the inventory's policy.
   *
   * @param admission how many machines may be installed at the same time
   * @param announced what operators told of single machines; it goes before rules
   */
  public Intake(Inventory inventory, Admission admission, Announced announced) {
    this.inventory = inventory;
    this.admission = admission;
    this.announced = announced;
  }

  /** Takes machines on by rules alone. */
  public Intake(Inventory inventory, Admission admission) {
    this(inventory, admission, Announced.NOTHING);
  }

  /** Asks a discovered machine for its hardware when it was announced or a rule takes it on. */
  public Machine consider(Machine machine) {
    if (machine.state() != DISCOVERED || machine.maintenance().isPresent()) {
      return machine;
    }
    Optional<String> rule =
        inventory.policy().ruleFor(machine).map(first -> "rule " + first.name());
    Optional<String> reason =
        switch (announced.of(machine)) {
          case Announced.Told.Nothing _ -> rule;
          case Announced.Told.Perhaps(var may) -> rule.or(() -> Optional.of(may));
          case Announced.Told.Wanted(var profile, _, var told) ->
              profile.isPresent() ? Optional.of(told) : rule;
          case Announced.Told.AtOdds(var why) -> {
            refuse(machine, why);
            yield Optional.empty();
          }
        };
    return reason
        .map(clause -> inventory.apply(machine, new Event.Inspect(clause)).after(machine))
        .orElse(machine);
  }

  /**
   * Gives a machine in READY the profile it was announced with, or that of its rule. One that had a
   * profile was wiped: an operator says what becomes of it, or a rule would install at once what
   * was wiped on purpose.
   */
  public void assign(Machine machine) {
    if (machine.profile().isPresent()) {
      return;
    }
    Policy policy = inventory.policy();
    Optional<Rule> rule = policy.ruleFor(machine);
    switch (announced.of(machine)) {
      case Announced.Told.Nothing _, Announced.Told.Perhaps _ ->
          rule.ifPresent(first -> assign(machine, first, policy.profileOf(first)));
      case Announced.Told.Wanted wanted -> assign(machine, wanted, rule);
      case Announced.Told.AtOdds(var why) -> refuse(machine, why);
    }
  }

  /**
   * Lets a machine in QUEUED be installed when there is room, or says why there is none. Before
   * that its hardware is tested where its profile wants it and it was not.
   */
  public void admit(Machine machine) {
    Optional<Profile> testing = inventory.profileOf(machine).filter(wants -> isDue(wants, machine));
    if (testing.isPresent()) {
      inventory.apply(machine, new Event.TestsDue(testing.get().name()));
      return;
    }
    admission
        .obstacle(machine, busy())
        .ifPresentOrElse(
            why -> inventory.noteOnce(machine, Observation.of(Observation.Kind.QUEUE, why)),
            () -> inventory.apply(machine, new Event.Admitted()));
  }

  private static boolean isDue(Profile profile, Machine machine) {
    return profile.tests().flatMap(tests -> machine.hardware().map(tests::areDue)).orElse(false);
  }

  /** Those that take up room; one in maintenance may stay where it is for days. */
  private List<Machine> busy() {
    return inventory.inState(Set.of(BOOTING, INSTALLING)).stream()
        .filter(machine -> machine.maintenance().isEmpty())
        .toList();
  }

  /** What each rule says to a machine, in order: the first that matches counts. */
  public List<String> opinions(Machine machine) {
    Policy policy = inventory.policy();
    Optional<Rule> first = policy.ruleFor(machine);
    return policy.rules().stream().map(rule -> opinion(rule, machine, first.orElse(null))).toList();
  }

  private static String opinion(Rule rule, Machine machine, @Nullable Rule first) {
    String says =
        rule.equals(first)
            ? "matches first: profile " + rule.profile()
            : rule.misses(machine)
                .map(why -> "does not match: " + why)
                .orElse("matches as well, and comes later");
    return "rule " + rule.name() + ": " + says;
  }

  private void assign(Machine machine, Announced.Told.Wanted wanted, Optional<Rule> rule) {
    Policy policy = inventory.policy();
    Optional<Profile> profile =
        wanted.profile().isPresent()
            ? policy.find(wanted.profile().get())
            : rule.map(policy::profileOf);
    if (profile.filter(chosen -> chosen.kind() == machine.kind()).isEmpty()) {
      wanted
          .profile()
          .ifPresent(name ->
              refuse(machine, "it was announced with profile " + name + ", which is none for it"));
      return;
    }
    String hostname =
        wanted
            .hostname()
            .or(() ->
                wanted.profile().isPresent()
                    ? Optional.empty()
                    : rule.map(first -> first.hostnameOf(machine, profile.get())))
            .orElseGet(() -> profile.get().hostnameOf(machine));
    assign(machine, new Event.Assigned(profile.get().name(), hostname, wanted.reason()));
  }

  private void refuse(Machine machine, String why) {
    inventory.noteOnce(machine, Observation.of(Observation.Kind.REFUSED, why));
  }

  private void assign(Machine machine, Rule rule, Profile profile) {
    inventory.noteOnce(machine, Observation.of(Observation.Kind.RULE, reasons(machine)));
    assign(
        machine,
        new Event.Assigned(
            profile.name(), rule.hostnameOf(machine, profile), "rule " + rule.name()));
  }

  /** Which rule takes it on, and why those before that do not; of many the nearest. */
  private String reasons(Machine machine) {
    Policy policy = inventory.policy();
    int first = policy.rules().indexOf(policy.ruleFor(machine).orElseThrow());
    int from = Math.max(0, first - TOLD_RULES + 1);
    String before = from == 0 ? "" : from + " rules do not match; ";
    return before + String.join("; ", opinions(machine).subList(from, first + 1));
  }

  private void assign(Machine machine, Event.Assigned event) {
    if (inventory.apply(machine, event) instanceof Outcome.Taken taken) {
      refuse(machine, taken.reason());
    }
  }
}
