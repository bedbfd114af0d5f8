package org.edgeztp.bridge.hook;

import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;

/**
 * The data of an event on the wire: an entry as the live stream has it, and whose it is. The names
 * are the contract.
 */
record Told(
    long seq,
    String machine,
    Optional<String> hostname,
    String site,
    int run,
    String kind,
    String text,
    Optional<String> from,
    Optional<String> to,
    Map<String, Object> facts) {
  static Told of(Entry entry, Machine machine) {
    return new Told(
        entry.seq(),
        entry.machine().value(),
        machine.hostname(),
        machine.site(),
        entry.run(),
        entry.kind(),
        entry.text(),
        entry.from().map(State::name),
        entry.to().map(State::name),
        entry.facts());
  }
}
