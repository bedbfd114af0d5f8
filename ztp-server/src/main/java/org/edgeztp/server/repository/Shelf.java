package org.edgeztp.server.repository;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;

/** A cache that is all there is, whatever its age: nobody is asked for more. */
final class Shelf implements Stock {
  private final Cache cache;

  /** Owns the cache: closes it. */
  Shelf(Cache cache) {
    this.cache = cache;
  }

  @Override
  public Supply supply(MirrorPath path) throws IOException {
    var entry = cache.find(path);
    return entry.isPresent()
        ? new Supply.Current(entry.get().open(), Result.HIT)
        : new Supply.Missing(
            "the mirror is offline and does not have this file: import a bundle that has it");
  }

  @Override
  public Snapshot snapshot(String archive) throws IOException {
    return cache.snapshots().of(archive);
  }

  @Override
  public Optional<Pin> pinned(String archive) {
    return cache.pins().of(archive);
  }

  @Override
  public Optional<String> pin(String archive, Optional<LocalDate> day) {
    return Optional.of("the mirror is offline, so all of it stays as it is already");
  }

  @Override
  public void unpin(String archive) throws IOException {
    cache.pins().unpin(archive);
  }

  @Override
  public synchronized CacheUse use() throws IOException {
    return cache.use();
  }

  @Override
  public void close() throws IOException {
    cache.close();
  }
}
