package org.edgeztp.server.repository;

import java.io.IOException;

/** Where the mirror has its files from. Thread-safe. */
interface Stock extends AutoCloseable {
  /**
   * Waits until it is known whether the file is to be had; its bytes may still be arriving.
   *
   * @throws IOException if the disk fails
   */
  Supply supply(MirrorPath path) throws IOException;

  /** What the files take. */
  CacheUse use() throws IOException;

  @Override
  void close() throws IOException;
}
