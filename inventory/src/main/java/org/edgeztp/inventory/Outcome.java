package org.edgeztp.inventory;

import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;

/** What became of an event. */
public sealed interface Outcome {
  /** The machine moved; its new value and the timeline entry are stored. */
  record Applied(Machine machine) implements Outcome {}

  /** The table has no row for the event in this state; nothing changed. */
  record Refused(State state, Event event) implements Outcome {
    public String reason() {
      return "a machine that is " + state + " takes no " + event.name();
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
      case Refused _ -> seen;
    };
  }
}
