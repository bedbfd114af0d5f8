package org.edgeztp.server.repository;

import java.io.IOException;
import java.time.LocalDate;
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

  /** That an archive stays as it is, where it does. */
  Optional<Pin> pinned(String archive);

  /**
   * Has an archive stay as it is, or as it was.
   *
   * @param day whose state it gets from the snapshots of its upstream; empty for what is here
   * @return why not, if it cannot be pinned now
   */
  Optional<String> pin(String archive, Optional<LocalDate> day) throws IOException;

  /** Has an archive follow its upstream again. */
  void unpin(String archive) throws IOException;

  /** What the files take. */
  CacheUse use() throws IOException;

  @Override
  void close() throws IOException;
}
