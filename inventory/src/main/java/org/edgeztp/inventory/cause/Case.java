package org.edgeztp.inventory.cause;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Sign;
import org.edgeztp.inventory.machine.Machine;

/**
 * A machine that is looked at.
 *
 * @param signs its entries that show a {@link Sign}, since it entered its state, newest first
 * @param end what ends the state; empty while it lasts
 */
public record Case(Machine machine, List<Entry> signs, Instant now, Optional<Event.Bad> end) {
  public Case {
    signs = List.copyOf(signs);
  }

  Optional<Entry> newest(Sign.Concern concern) {
    return shown().filter(entry -> entry.sign().orElseThrow().concern() == concern).findFirst();
  }

  /** The entries with the sign, newest first. */
  Stream<Entry> with(Sign sign) {
    return shown().filter(entry -> entry.sign().orElseThrow() == sign);
  }

  private Stream<Entry> shown() {
    return signs.stream().filter(entry -> entry.sign().isPresent());
  }
}
