package org.edgeztp.server.bundle;

/** Hears how far a long work is. */
interface Progress {
  /**
   * Told before each file.
   *
   * @param path of the file that comes next
   * @param done bytes before it
   * @param total bytes of all
   */
  void at(String path, long done, long total);
}
