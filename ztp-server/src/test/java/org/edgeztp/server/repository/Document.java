package org.edgeztp.server.repository;

import java.time.Instant;
import java.util.Optional;

/**
 * A file of an upstream. Its bytes follow from the seed, so that a large one takes no memory.
 *
 * @param toldLength false: sent in chunks
 */
record Document(
    long length,
    int seed,
    Optional<String> etag,
    Optional<Instant> lastModified,
    boolean toldLength) {
  static final Instant PUBLISHED = Instant.parse("2026-06-06T08:15:00Z");

  static Document of(long length, int seed) {
    return new Document(
        length, seed, Optional.of("\"" + seed + "\""), Optional.of(PUBLISHED), true);
  }

  Document withoutTag() {
    return new Document(length, seed, Optional.empty(), lastModified, toldLength);
  }

  Document withoutValidators() {
    return new Document(length, seed, Optional.empty(), Optional.empty(), toldLength);
  }

  Document withoutLength() {
    return new Document(length, seed, etag, lastModified, false);
  }

  byte[] bytes() {
    return bytes(0, (int) length);
  }

  byte[] bytes(long from, int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = byteAt(from + i);
    }
    return bytes;
  }

  byte byteAt(long position) {
    return (byte) ((position * 31 + (position >> 8) + seed) ^ (position >> 16));
  }
}
