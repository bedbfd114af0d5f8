package org.edgeztp.server.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is here of each archive. To read it takes a walk through all of the archive, so it is kept
 * until the mirror changes an index. Thread-safe; nobody waits for a walk but who asked for it.
 */
final class Snapshots {
  private final Source source;
  private final Map<String, Snapshot> kept = new HashMap<>();
  private final Map<String, Long> changes = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** Reads what is here of an archive, by its name. */
  interface Source {
    Snapshot read(String archive) throws IOException;
  }

  Snapshots(Source source) {
    this.source = source;
  }

  Snapshot of(String archive) throws IOException {
    long before;
    lock.lock();
    try {
      Optional<Snapshot> known = Optional.ofNullable(kept.get(archive));
      if (known.isPresent()) {
        return known.get();
      }
      before = changes.getOrDefault(archive, 0L);
    } finally {
      lock.unlock();
    }
    Snapshot read = read(archive);
    keep(archive, read, before);
    return read;
  }

  private Snapshot read(String archive) throws IOException {
    try {
      return source.read(archive);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Keeps what was read, unless an index changed meanwhile. */
  private void keep(String archive, Snapshot read, long before) {
    lock.lock();
    try {
      if (changes.getOrDefault(archive, 0L) == before) {
        kept.put(archive, read);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Has an archive be read again; told after the change, so that nothing older is kept. */
  void forget(String archive) {
    lock.lock();
    try {
      changes.merge(archive, 1L, Long::sum);
      kept.remove(archive);
    } finally {
      lock.unlock();
    }
  }
}
