package org.edgeztp.server.http;

import static org.edgeztp.inventory.machine.State.CONVERGING;
import static org.edgeztp.inventory.machine.State.VERIFYING;

import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Machine;

/** Turns what a switch reports of its own setup into events and observations. */
final class SwitchReports {
  private static final String CLIENT = "zero touch provisioning";

  private final Inventory inventory;

  SwitchReports(Inventory inventory) {
    this.inventory = inventory;
  }

  void section(Machine machine, Form form) {
    String name = Sentence.of(form.required("name"));
    String status = Sentence.of(form.required("status"));
    inventory.note(
        machine,
        new Observation(
            Observation.Kind.CONVERGE,
            name + ": " + status,
            Map.of("section", name, "status", status)));
  }

  /** Empty for a report that came before: its answer was lost on the way. */
  Optional<Event> converged(Machine machine, Form form) {
    if (machine.state() != CONVERGING) {
      return Optional.empty();
    }
    int sections = Math.toIntExact(form.number("sections"));
    return Optional.of(new Event.Converged(sections, sections, form.number("seconds"), CLIENT));
  }

  Event failed(Form form) {
    return new Event.ConvergeFailed(
        Sentence.of(form.required("section")),
        "section",
        Sentence.of(form.required("cause")),
        Reports.tail(form.value("log").orElse("")));
  }

  /** The acceptance checks of a switch: it has the name it was given. */
  Optional<Event> acceptance(Machine machine, Form form) {
    if (machine.state() != VERIFYING) {
      return Optional.empty();
    }
    String told = Sentence.of(form.required("hostname"));
    boolean passed = told.split("\\.", 2)[0].equals(machine.label());
    String complaint = "is '%s' instead of '%s'".formatted(told, machine.label());
    inventory.note(
        machine,
        new Observation(
            Observation.Kind.CHECK,
            "hostname: " + (passed ? "passed" : complaint),
            Map.of(
                "name",
                "hostname",
                "status",
                passed ? "passed" : "failed",
                "evidence",
                told + ", kernel " + Sentence.of(form.value("kernel").orElse("not told")))));
    return Optional.of(
        passed ? new Event.Accepted(1) : new Event.AcceptanceFailed("hostname", complaint));
  }
}
