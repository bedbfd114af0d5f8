package org.edgeztp.inventory;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;

/** What became of an event. */
public sealed interface Outcome {
  /** The machine moved; its new value and the timeline entry are stored. */
  record Applied(Machine machine) implements Outcome {}

  /** The table has no row for the event in this state; nothing changed. */
  record Refused(State state, Event event) implements Outcome {
    public String reason() {
      return "a machine that is %s takes no %s%s"
          .formatted(
              state, event.name(), Lifecycle.afterAbort(state, event) ? ": abort it first" : "");
    }
  }

  /** The event would give the machine a name that another one has; nothing changed. */
  record Taken(Machine machine, String hostname, Machine holder) implements Outcome {
    /** Empty when the event gives no name, or one that is free. Retired machines keep none. */
    static Optional<Outcome> of(
        Machine machine, Event event, Function<String, List<Machine>> named) {
      return event instanceof Event.Naming naming
          ? named.apply(naming.hostname()).stream()
              .filter(other -> !other.id().equals(machine.id()) && other.state() != State.RETIRED)
              .filter(other -> other.hostname().filter(naming.hostname()::equals).isPresent())
              .findFirst()
              .map(holder -> new Taken(machine, naming.hostname(), holder))
          : Optional.empty();
    }

    public String reason() {
      return ("the name %s is that of %s, which is %s: retire that one, or give %s a profile or rule"
              + " whose hostname has {serial}, {mac} or {id}")
          .formatted(hostname, holder.id().value(), holder.state(), machine.id().value());
    }
  }

  /** The machine is not where the caller saw it any more; nothing changed. */
  record Stale(Machine current) implements Outcome {}

  default boolean applied() {
    return this instanceof Applied;
  }

  /** The machine as it is now, for a caller that saw it before. */
  default Machine after(Machine seen) {
    return switch (this) {
      case Applied(var machine) -> machine;
      case Stale(var current) -> current;
      case Refused _, Taken _ -> seen;
    };
  }
}
