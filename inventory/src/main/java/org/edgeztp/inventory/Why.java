package org.edgeztp.inventory;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.edgeztp.inventory.cause.Finding;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.lifecycle.Row;
import org.edgeztp.inventory.machine.Fault;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;

/** The sentence that tells a person why a machine is where it is. */
final class Why {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

  private Why() {}

  /** A place in a queue, from 1. */
  record Place(int number, int of) {
    String text() {
      return ", as number " + number + " of " + of;
    }
  }

  static Explanation of(
      Machine machine,
      Optional<Entry> last,
      Optional<Entry> rescue,
      Optional<Finding> cause,
      Optional<Place> place,
      Instant now) {
    Row row = Lifecycle.row(machine.state());
    String expects = row.expects() + place.map(Place::text).orElse("");
    boolean waits = row.kind() != Row.Kind.STABLE;
    String stands =
        switch (row.kind()) {
          case STABLE -> standing(machine, rescue);
          case QUEUE -> "waits for " + expects;
          case PASSING -> "waits for " + expects + until(machine, now);
        };
    String fault =
        machine.fault().filter(_ -> machine.state() != State.FAILED).map(Why::told).orElse("");
    String maintenance =
        machine.maintenance().map(reason -> "in maintenance: " + reason + "; ").orElse("");
    String likely =
        cause.filter(_ -> waits).map(found -> "; " + found.code() + ": " + found.text()).orElse("");
    String seen = last.map(entry -> "; last seen " + ago(entry, now)).orElse("");
    return new Explanation(
        Optional.of(expects).filter(_ -> waits),
        machine.deadline(),
        last,
        cause,
        maintenance + fault + stands + likely + seen);
  }

  private static String standing(Machine machine, Optional<Entry> rescue) {
    return switch (machine.state()) {
      case DISCOVERED -> "no rule takes it on, so " + alone(machine);
      case READY -> "its hardware is known and it waits for a profile";
      case FAILED ->
          machine
              .failure()
              .map(failure -> "failed while " + failure.phase() + ": " + failure.cause())
              .orElse("failed");
      case DRAINED -> "its orchestrator runs nothing on it; it waits for a decision";
      case RESCUE -> rescue.map(Entry::text).orElse("in rescue");
      case RETIRED -> "retired, so " + alone(machine);
      default -> "nothing is expected of it";
    };
  }

  private static String alone(Machine machine) {
    return switch (machine.kind()) {
      case SERVER -> "it boots its own disk";
      case SWITCH -> "ONIE is given nothing to install";
    };
  }

  private static String told(Fault fault) {
    return fault.name() + ": " + fault.text() + "; ";
  }

  private static String until(Machine machine, Instant now) {
    return machine
        .deadline()
        .map(deadline ->
            ", until %s (%s left)"
                .formatted(TIME.format(deadline), span(Duration.between(now, deadline))))
        .orElse("");
  }

  private static String ago(Entry entry, Instant now) {
    return span(Duration.between(entry.lastAt(), now)) + " ago: " + entry.text();
  }

  private static String span(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
  }
}
