package org.edgeztp.server.repository;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file of an upstream. Its bytes follow from the seed, so that a large one takes no memory,
 * unless they are given.
 *
 * @param toldLength false: sent in chunks
 */
record Document(
    long length,
    int seed,
    Optional<String> etag,
    Optional<Instant> lastModified,
    boolean toldLength,
    Optional<byte[]> given) {
  static final Instant PUBLISHED = Instant.parse("2026-06-06T08:15:00Z");

  static Document of(long length, int seed) {
    return new Document(
        length,
        seed,
        Optional.of("\"" + seed + "\""),
        Optional.of(PUBLISHED),
        true,
        Optional.empty());
  }

  /** One with these bytes, and a tag of theirs. */
  static Document of(byte[] content) {
    int hash = Arrays.hashCode(content);
    return new Document(
        content.length,
        hash,
        Optional.of("\"" + hash + "\""),
        Optional.of(PUBLISHED),
        true,
        Optional.of(content));
  }

  Document withoutTag() {
    return new Document(length, seed, Optional.empty(), lastModified, toldLength, given);
  }

  Document withoutValidators() {
    return new Document(length, seed, Optional.empty(), Optional.empty(), toldLength, given);
  }

  Document withoutLength() {
    return new Document(length, seed, etag, lastModified, false, given);
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
    if (given.isPresent()) {
      return given.get()[(int) position];
    }
    return (byte) ((position * 31 + (position >> 8) + seed) ^ (position >> 16));
  }
}
