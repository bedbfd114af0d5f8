package org.edgeztp.server.repository;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Where the mirror has its files from. Thread-safe. */
interface Stock extends AutoCloseable {
  /**
   * Waits until it is known whether the file is to be had; its bytes may still be arriving.
   *
   * @throws IOException if the disk fails
   */
  Supply supply(MirrorPath path) throws IOException;

  /** What is here of an archive. */
  Snapshot snapshot(String archive) throws IOException;

  /** Since when an archive stays as it is. */
  Optional<Instant> pinned(String archive);

  /**
   * Has an archive stay as it is.
   *
   * @return why not, if it cannot be pinned now
   */
  Optional<String> pin(String archive) throws IOException;

  /** Has an archive follow its upstream again. */
  void unpin(String archive) throws IOException;

  /** What the files take. */
  CacheUse use() throws IOException;

  @Override
  void close() throws IOException;
}
