package org.edgeztp.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.cause.Case;
import org.edgeztp.inventory.cause.Causes;
import org.edgeztp.inventory.cause.Finding;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Row;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.Failure;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MachineStore;

/** Brings a machine's timeline before the table of causes. */
final class Diagnosis {
  /** The fact that names the code of a cause. */
  static final String CODE = "code";

  /** Newest first; those before say nothing that these do not. */
  private static final int SIGNS = 200;

  private final MachineStore store;

  Diagnosis(MachineStore store) {
    this.store = store;
  }

  /** Why the machine is stuck, or stopped. */
  Optional<Finding> of(Machine machine, Instant now) {
    if (machine.state() == State.FAILED) {
      return machine.failure().map(failure -> Causes.known(failure.code(), failure.cause()));
    }
    return Lifecycle.row(machine.state()).kind() == Row.Kind.PASSING
            && machine.maintenance().isEmpty()
        ? Causes.of(look(machine, now, Optional.empty()))
        : Optional.empty();
  }

  /** What an event that ends a phase badly comes from. */
  Optional<Failure> failure(Machine machine, Event event, Instant now) {
    if (!(event instanceof Event.Bad end)) {
      return Optional.empty();
    }
    Optional<Finding> found = Causes.of(look(machine, now, Optional.of(end)));
    String more =
        found
            .filter(finding -> !finding.evidence().contains(end.text()))
            .map(finding -> "; " + finding.text())
            .orElse("");
    return Optional.of(
        new Failure(
            machine.state(), found.map(Finding::code).orElseGet(end::code), end.text() + more));
  }

  /** How to log in to its rescue system, while that runs. */
  Optional<Entry> rescue(Machine machine) {
    return machine.state() == State.RESCUE
        ? store.last(machine.id(), Upkeep.RescueStarted.class.getSimpleName())
        : Optional.empty();
  }

  /** What the timeline is told of a cause; empty when it was told since the state was entered. */
  Optional<Observation> news(Machine machine, Finding finding) {
    boolean told =
        store
            .last(machine.id(), Observation.Kind.CAUSE.label())
            .filter(entry -> !entry.at().isBefore(machine.since()))
            .filter(entry -> finding.code().name().equals(entry.facts().get(CODE)))
            .isPresent();
    return told
        ? Optional.empty()
        : Optional.of(
            new Observation(
                Observation.Kind.CAUSE,
                finding.code() + ": " + finding.text(),
                Map.of(CODE, finding.code().name(), "remedy", finding.remedy())));
  }

  private Case look(Machine machine, Instant now, Optional<Event.Bad> end) {
    return new Case(
        machine, List.copyOf(store.signs(machine.id(), machine.since(), SIGNS)), now, end);
  }
}
