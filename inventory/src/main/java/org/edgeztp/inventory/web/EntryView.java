package org.edgeztp.inventory.web;

import java.time.Instant;
import java.util.Map;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.State;
import org.jspecify.annotations.Nullable;

/** A timeline entry as the API shows it. */
record EntryView(
    long seq,
    String machine,
    int run,
    Instant at,
    String kind,
    String text,
    @Nullable String from,
    @Nullable String to,
    Map<String, Object> facts) {
  static EntryView of(Entry entry) {
    return new EntryView(
        entry.seq(),
        entry.machine().value(),
        entry.run(),
        entry.at(),
        entry.kind(),
        entry.text(),
        entry.from().map(State::name).orElse(null),
        entry.to().map(State::name).orElse(null),
        entry.facts());
  }
}
