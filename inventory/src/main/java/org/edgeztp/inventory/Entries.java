package org.edgeztp.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Difference;
import org.edgeztp.inventory.machine.Failure;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;

/** The lines of the timeline. */
final class Entries {
  private Entries() {}

  /**
   * The first one of a machine.
   *
   * @param stranger that a packet of its own brought
   * @param how ends before the hardware address
   */
  static Entry discovered(Machine machine, boolean stranger, String how) {
    return new Entry(
        0,
        machine.id(),
        0,
        machine.since(),
        Entry.DISCOVERED,
        how + machine.mac(),
        Optional.empty(),
        Optional.of(State.DISCOVERED),
        Map.of("mac", machine.mac().value(), "site", machine.site(), Entry.STRANGER, stranger));
  }

  /** Those of an event: its own, and one for each part that is not as it was before it. */
  static List<Entry> of(Machine from, Event event, Machine next, Instant now) {
    Stream<Difference> differences =
        from.hardware().stream()
            .flatMap(before ->
                next.hardware().stream()
                    .flatMap(after -> Difference.between(before, after).stream()));
    return Stream.concat(
            Stream.of(main(from, event, next, now)),
            differences.map(difference -> of(next, Observation.of(difference), now)))
        .toList();
  }

  /** A failure's tells its cause as the machine does. */
  private static Entry main(Machine from, Event event, Machine next, Instant now) {
    Map<String, Object> facts = Facts.of(event);
    Optional<Failure> failure = next.failure().filter(_ -> event instanceof Event.Bad);
    failure.ifPresent(known -> facts.put(Diagnosis.CODE, known.code().name()));
    return new Entry(
        0,
        from.id(),
        next.run(),
        now,
        event.name(),
        failure.map(Failure::cause).orElseGet(event::text),
        Optional.of(from.state()),
        Optional.of(next.state()),
        facts);
  }

  static Entry of(Machine machine, Observation seen, Instant now) {
    return new Entry(
        0,
        machine.id(),
        machine.run(),
        now,
        seen.kind().label(),
        seen.text(),
        Optional.empty(),
        Optional.empty(),
        seen.facts());
  }
}
