package org.edgeztp.server.repository;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A mirrored archive, and whether it stays as it is.
 *
 * @param upstream where it is fetched from; empty where nobody is asked
 * @param pinned since when it stays as it is
 * @param day whose state it has then, if that was named
 * @param indexes signed ones that are here, each with its date where it tells one
 */
public record Pinning(
    String name,
    Optional<String> upstream,
    Optional<Instant> pinned,
    Optional<LocalDate> day,
    List<Index> indexes) {
  /** A signed index of an archive. */
  public record Index(String path, String date) {}

  static Pinning of(String name, Optional<String> upstream, Optional<Pin> pin, Snapshot snapshot) {
    return new Pinning(
        name,
        upstream,
        pin.map(Pin::since),
        pin.flatMap(Pin::day),
        snapshot.suites().stream().map(suite -> new Index(suite.path(), suite.date())).toList());
  }
}
