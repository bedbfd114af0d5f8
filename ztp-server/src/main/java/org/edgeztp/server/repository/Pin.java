package org.edgeztp.server.repository;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * That an archive stays as it is.
 *
 * @param since when it was pinned
 * @param day whose state it has, from the snapshots of its upstream; empty where it has what was
 *     here when it was pinned
 */
record Pin(Instant since, Optional<LocalDate> day) {
  /**
   * Reads one.
   *
   * @throws java.time.DateTimeException if it is none
   */
  static Pin parse(String text) {
    String[] parts = text.strip().split(" ", 2);
    return new Pin(
        Instant.parse(parts[0]),
        parts.length > 1 ? Optional.of(LocalDate.parse(parts[1])) : Optional.empty());
  }

  /** As {@link #parse} reads it. */
  String text() {
    return since + day.map(date -> " " + date).orElse("");
  }
}
