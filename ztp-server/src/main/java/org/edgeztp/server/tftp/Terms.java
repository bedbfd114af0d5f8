package org.edgeztp.server.tftp;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What client and server agreed on for one transfer.
 *
 * @param size length of the file in bytes
 * @param pause the repetition time the client asked for (RFC 2349), if it did
 * @param accepted the options to acknowledge; when empty there is no OACK and the first block is
 *     the answer
 */
record Terms(
    long size,
    int blockSize,
    int windowSize,
    Optional<Duration> pause,
    Map<String, String> accepted) {

  /** What holds without the option (RFC 1350). */
  private static final String PLAIN_BLOCK = "512";

  private static final String PLAIN_WINDOW = "1";

  /**
   * Takes each option it knows at the nearest value it can serve. Options that are unknown or make
   * no sense are left out of the answer, which the client reads as "not granted" (RFC 2347).
   *
   * @param asked names in lower case
   */
  static Terms negotiate(Map<String, String> asked, long size, TftpSettings settings) {
    Map<String, String> accepted = new LinkedHashMap<>();
    asked.forEach((name, value) -> {
      OptionalLong number = number(value);
      if (number.isPresent()) {
        OptionalLong granted = grant(name, number.getAsLong(), size, settings);
        granted.ifPresent(grant -> accepted.put(name, Long.toString(grant)));
      }
    });
    return new Terms(
        size,
        Integer.parseInt(accepted.getOrDefault("blksize", PLAIN_BLOCK)),
        Integer.parseInt(accepted.getOrDefault("windowsize", PLAIN_WINDOW)),
        Optional.ofNullable(accepted.get("timeout")).map(Long::valueOf).map(Duration::ofSeconds),
        Collections.unmodifiableMap(accepted));
  }

  /** The number of the last block, counted from 1; it is shorter than the others, maybe empty. */
  long lastBlock() {
    return size / blockSize + 1;
  }

  /** The last block that may be under way while this one is the last acknowledged. */
  long windowEnd(long acknowledged) {
    return Math.min(acknowledged + windowSize, lastBlock());
  }

  boolean sizeAsked() {
    return accepted.containsKey("tsize");
  }

  private static OptionalLong grant(String name, long asked, long size, TftpSettings settings) {
    return switch (name) {
      case "blksize" -> atLeast(8, asked, settings.largestBlock());
      case "windowsize" -> atLeast(1, asked, settings.largestWindow());
      case "tsize" -> OptionalLong.of(size);
      // The RFC allows 255 s and no other value than the one asked; a silent client that asked
      // for so much would hold its place for half an hour.
      case "timeout" -> asked >= 1 && asked <= 30 ? OptionalLong.of(asked) : OptionalLong.empty();
      default -> OptionalLong.empty();
    };
  }

  private static OptionalLong atLeast(long least, long asked, long most) {
    return asked < least ? OptionalLong.empty() : OptionalLong.of(Math.min(asked, most));
  }

  private static OptionalLong number(String text) {
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
