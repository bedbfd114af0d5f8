package org.edgeztp.server.provision;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Observation.Kind;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.runlog.Hidden;
import org.edgeztp.server.runlog.LogKeeper;
import org.edgeztp.server.runlog.Source;

/**
 * What the timeline tells of the steps of one run of a machine: all that a server which was
 * restarted knows of those that are over. Nothing goes into it that a redaction takes out.
 */
final class Journal {
  private static final String STEP = "step";
  private static final String STATUS = "status";
  private static final String DONE = "done";
  private static final String STOPPED = "stopped";

  private final Inventory inventory;
  private final LogKeeper logs;
  private final Machine machine;
  private final String prefix;
  private final Hidden hidden;

  Journal(Inventory inventory, LogKeeper logs, Machine machine) {
    this(inventory, logs, machine, "", Hidden.NOTHING);
  }

  private Journal(
      Inventory inventory, LogKeeper logs, Machine machine, String prefix, Hidden hidden) {
    this.inventory = inventory;
    this.logs = logs;
    this.machine = machine;
    this.prefix = prefix;
    this.hidden = hidden;
  }

  /** The same, which puts the step's name before each line of the log and tells no secret of it. */
  Journal of(Step step, Hidden hidden) {
    return new Journal(inventory, logs, machine, "[" + step.name() + "] ", hidden);
  }

  /** The first step that is not over; empty when all are. */
  Optional<Step> next(Plan plan) {
    List<Object> over = done().stream().map(entry -> entry.facts().get(STEP)).toList();
    return plan.steps().stream().filter(step -> !over.contains(step.name())).findFirst();
  }

  /** How all steps together went. */
  StepResult.Done total() {
    int updated = 0;
    int total = 0;
    double seconds = 0;
    String client = "";
    for (Entry entry : done()) {
      updated += number(entry, "updated").intValue();
      total += number(entry, "total").intValue();
      seconds += number(entry, "seconds").doubleValue();
      client = String.valueOf(entry.facts().get("client"));
    }
    return new StepResult.Done(updated, total, seconds, client);
  }

  /** How many observations of the step under way are kept already. */
  int told() {
    int before =
        done().stream().mapToInt(entry -> number(entry, "told").intValue()).max().orElse(0);
    return inventory.count(machine, Kind.CONVERGE) - before;
  }

  void begun(Step step, int of) {
    note(step, "begun", "step %d of %d, %s, begins".formatted(step.number(), of, step.name()));
  }

  void again(Step step, int starts, String where) {
    note(
        step,
        "again",
        "%s starts again, for the %s time%s"
            .formatted(step.name(), ordinal(starts), where.isEmpty() ? "" : ": " + where));
  }

  void done(Step step, StepResult.Done result) {
    Map<String, Object> facts =
        Map.of(
            "updated", result.updated(),
            "total", result.total(),
            "seconds", result.seconds(),
            "client", result.client(),
            "told", inventory.count(machine, Kind.CONVERGE));
    String text =
        String.format(
            java.util.Locale.ROOT,
            "%s is done: %d of %d resources changed in %.1f s",
            step.name(),
            result.updated(),
            result.total(),
            result.seconds());
    note(step, DONE, text, facts);
  }

  void stopped(Step step, String text) {
    note(step, STOPPED, text);
  }

  /** Whether it was told that what ran was stopped since the machine is in its state. */
  boolean isStopped() {
    return inventory
        .last(machine, Kind.STEP)
        .filter(entry -> STOPPED.equals(entry.facts().get(STATUS)))
        .filter(entry -> !entry.at().isBefore(machine.since()))
        .isPresent();
  }

  void progress(String text) {
    note(Observation.of(Kind.PROGRESS, text));
  }

  void note(Observation seen) {
    var clean = new Observation(seen.kind(), hidden.phrase(seen.text()), hidden.in(seen.facts()));
    inventory.note(machine, clean);
    print(clean.text());
  }

  /** What a step printed, for its log alone. */
  void print(String text) {
    String lines = hidden.in(text).lines().map(prefix::concat).collect(Collectors.joining("\n"));
    logs.keep(machine, Source.PUSH, lines);
  }

  private void note(Step step, String status, String text) {
    note(step, status, text, Map.of());
  }

  private void note(Step step, String status, String text, Map<String, Object> more) {
    Map<String, Object> facts = new HashMap<>(more);
    facts.put(STEP, step.name());
    facts.put("number", step.number());
    facts.put(STATUS, status);
    note(new Observation(Kind.STEP, text, facts));
  }

  private List<Entry> done() {
    return inventory.steps(machine).stream()
        .filter(entry -> DONE.equals(entry.facts().get(STATUS)))
        .toList();
  }

  private static Number number(Entry entry, String fact) {
    return entry.facts().get(fact) instanceof Number number ? number : 0;
  }

  private static String ordinal(int number) {
    return switch (number) {
      case 2 -> "second";
      case 3 -> "third";
      default -> number + "th";
    };
  }
}
