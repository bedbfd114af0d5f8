package org.edgeztp.server.boot;

import static org.edgeztp.inventory.machine.State.BOOTING;
import static org.edgeztp.inventory.machine.State.DISCOVERED;
import static org.edgeztp.inventory.machine.State.INSTALLING;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.Rule;
import org.jspecify.annotations.Nullable;

/** What makes it zero touch: rules take machines on, and a limit keeps installations in number. */
public final class Intake {
  private final Inventory inventory;
  private final Admission admission;

  /**
   * Takes machines on by the rules of the inventory's policy.
   *
   * @param admission how many machines may be installed at the same time
   */
  public Intake(Inventory inventory, Admission admission) {
    this.inventory = inventory;
    this.admission = admission;
  }

  /** Asks a discovered machine for its hardware when a rule takes it on. */
  public Machine consider(Machine machine) {
    if (machine.state() != DISCOVERED || machine.maintenance().isPresent()) {
      return machine;
    }
    return inventory
        .policy()
        .ruleFor(machine)
        .map(rule -> new Event.Inspect("rule " + rule.name()))
        .map(inspect -> inventory.apply(machine, inspect).after(machine))
        .orElse(machine);
  }

  /**
   * Gives a machine in READY the profile of its rule. One that had a profile was wiped: an operator
   * says what becomes of it, or a rule would install at once what was wiped on purpose.
   */
  public void assign(Machine machine) {
    if (machine.profile().isPresent()) {
      return;
    }
    Policy policy = inventory.policy();
    policy.ruleFor(machine).ifPresent(rule -> assign(machine, rule, policy.profileOf(rule)));
  }

  /** Lets a machine in QUEUED be installed when there is room, or says why there is none. */
  public void admit(Machine machine) {
    admission
        .obstacle(machine, busy())
        .ifPresentOrElse(
            why -> inventory.noteOnce(machine, Observation.of(Observation.Kind.QUEUE, why)),
            () -> inventory.apply(machine, new Event.Admitted()));
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

  private void assign(Machine machine, Rule rule, Profile profile) {
    inventory.apply(
        machine,
        new Event.Assigned(
            profile.name(), rule.hostnameOf(machine, profile), "rule " + rule.name()));
  }
}
