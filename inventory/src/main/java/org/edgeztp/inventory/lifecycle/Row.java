package org.edgeztp.inventory.lifecycle;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.machine.State;

/**
 * One state of the table.
 *
 * @param expects what a machine in this state waits for, to be read after "waits for"
 * @param within the deadline; none for a stable state or a queue
 * @param retryFrom where a retry starts after a failure in this state
 * @param exits where each event leads, in the order of the table
 */
public record Row(
    State state,
    Kind kind,
    String expects,
    Optional<Duration> within,
    State retryFrom,
    Map<Class<? extends Event>, State> exits) {
  /** How a machine leaves a state: by a decision, by its turn, or by something that must come. */
  public enum Kind {
    STABLE,
    QUEUE,
    PASSING
  }

  record Exit(Class<? extends Event> event, State to) {}

  static Exit on(Class<? extends Event> event, State to) {
    return new Exit(event, to);
  }

  static Row stable(State state, Exit... exits) {
    return new Row(state, Kind.STABLE, "a decision", Optional.empty(), state, Map.of())
        .leaves(exits);
  }

  static Row queue(State state, String expects) {
    return new Row(state, Kind.QUEUE, expects, Optional.empty(), state, Map.of());
  }

  static Row passing(State state, int minutes, String expects, State retryFrom) {
    return new Row(
        state,
        Kind.PASSING,
        expects,
        Optional.of(Duration.ofMinutes(minutes)),
        retryFrom,
        Map.of());
  }

  /** Where something that goes wrong leads. */
  State orFailed(Event event) {
    return exits.getOrDefault(event.getClass(), State.FAILED);
  }

  Row leaves(Exit... more) {
    var all = new LinkedHashMap<>(exits);
    for (Exit exit : more) {
      all.put(exit.event(), exit.to());
    }
    return new Row(
        state, kind, expects, within, retryFrom, java.util.Collections.unmodifiableMap(all));
  }
}
