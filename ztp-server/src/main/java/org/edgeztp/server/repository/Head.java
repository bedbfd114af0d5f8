package org.edgeztp.server.repository;

import java.time.Instant;
import java.util.Optional;

/**
 * What is told about a file before its bytes.
 *
 * @param length in bytes
 * @param etag as the upstream wrote it, with its quotes and its {@code W/}
 * @param lastModified in whole seconds, as HTTP tells it
 */
record Head(long length, Optional<String> etag, Optional<Instant> lastModified) {
  /** The entity tag if equal tags promise equal bytes (RFC 9110 section 8.8.1). */
  Optional<String> strongTag() {
    return etag.filter(tag -> !tag.startsWith("W/"));
  }
}
