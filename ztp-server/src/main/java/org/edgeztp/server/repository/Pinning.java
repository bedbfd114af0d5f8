package org.edgeztp.server.repository;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A mirrored archive, and whether it stays as it is.
 *
 * @param upstream where it is fetched from; empty where nobody is asked
 * @param pinned since when it stays as it is
 * @param indexes signed ones that are here, each with its date where it tells one
 */
public record Pinning(
    String name, Optional<String> upstream, Optional<Instant> pinned, List<Index> indexes) {
  /** A signed index of an archive. */
  public record Index(String path, String date) {}

  static Pinning of(
      String name, Optional<String> upstream, Optional<Instant> pinned, Snapshot snapshot) {
    return new Pinning(
        name,
        upstream,
        pinned,
        snapshot.suites().stream().map(suite -> new Index(suite.path(), suite.date())).toList());
  }
}
