package org.edgeztp.server.repository;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A whole file on disk.
 *
 * @param checked when the upstream last said that this is its content
 */
record CacheEntry(Path file, Head head, Instant checked) {
  /** A check in the future is none: clocks of edge machines start wrong and are set later. */
  boolean checkedWithin(Duration limit, Instant now) {
    return !checked.isAfter(now) && now.isBefore(checked.plus(limit));
  }

  Reading open() throws IOException {
    return new Reading(head, FileChannel.open(file), Arrival.complete(head.length()));
  }
}
