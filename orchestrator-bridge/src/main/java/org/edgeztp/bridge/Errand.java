package org.edgeztp.bridge;

import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.Machine;

/** What a machine's orchestrator is wanted to do, and what its decision means for the machine. */
enum Errand {
  HAND_OVER("offer", "offered to %s as %s") {
    @Override
    Event done(String target, String reference) {
      return new Event.Joined(target, reference);
    }

    @Override
    Event refused(String target, String why) {
      return new Event.HandoffRefused(target, why);
    }
  },
  DRAIN("order to drain it", "%s is to drain it, as %s says") {
    @Override
    Event done(String target, String reference) {
      return new Upkeep.Drained(target, reference);
    }

    @Override
    Event refused(String target, String why) {
      return new Event.DrainRefused(target, why);
    }
  },
  RELEASE(DRAIN.message, DRAIN.told) {
    @Override
    Event done(String target, String reference) {
      return new Upkeep.Released(target, reference);
    }

    @Override
    Event refused(String target, String why) {
      return DRAIN.refused(target, why);
    }
  };

  private final String message;
  private final String told;

  Errand(String message, String told) {
    this.message = message;
    this.told = told;
  }

  /**
   * That of a machine; empty when its state is none in which an orchestrator has to do anything.
   */
  static Optional<Errand> of(Machine machine, Inventory inventory) {
    return switch (machine.state()) {
      case HANDING_OFF -> Optional.of(HAND_OVER);
      case DRAINING -> Optional.of(isReleased(machine, inventory) ? RELEASE : DRAIN);
      default -> Optional.empty();
    };
  }

  private static boolean isReleased(Machine machine, Inventory inventory) {
    long drained = inventory.last(machine, Upkeep.Drain.class).map(Entry::seq).orElse(0L);
    return inventory
        .last(machine, Upkeep.Release.class)
        .filter(entry -> entry.seq() > drained)
        .isPresent();
  }

  abstract Event done(String target, String reference);

  abstract Event refused(String target, String why);

  /** What the message is called when it has to be sent again. */
  String message() {
    return message;
  }

  /** That the orchestrator has it. */
  String told(String target, String event) {
    return told.formatted(target, event);
  }
}
