package org.edgeztp.server.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is here of each archive. To read it takes a walk through all of the archive, so it is kept
 * until the mirror changes an index. Thread-safe.
 */
final class Snapshots {
  private final Path root;
  private final Map<String, Snapshot> kept = new ConcurrentHashMap<>();

  /** Of the archives below a folder. */
  Snapshots(Path root) {
    this.root = root;
  }

  Snapshot of(String archive) throws IOException {
    try {
      return kept.computeIfAbsent(archive, this::read);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Snapshot read(String archive) {
    try {
      return Snapshot.of(root.resolve(archive));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has an archive be read again; told after the change, so that nothing older is kept. */
  void forget(String archive) {
    kept.remove(archive);
  }
}
