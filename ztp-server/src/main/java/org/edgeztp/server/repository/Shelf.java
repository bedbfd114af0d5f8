package org.edgeztp.server.repository;

import java.io.IOException;

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
        ? new Supply.Current(entry.get().open())
        : new Supply.Missing(
            "the mirror is offline and does not have this file: import a bundle that has it");
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
