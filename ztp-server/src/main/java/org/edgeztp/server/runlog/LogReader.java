package org.edgeztp.server.runlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * One log as one client reads it, from its beginning on. It knows the file it is in by its key, so
 * that it finds it again under its other name. To be used under the lock of {@link RunLogs}.
 */
final class LogReader {
  private final Path present;
  private final Path before;
  private Optional<Object> in = Optional.empty();
  private long offset;

  LogReader(Path present, Path before) {
    this.present = present;
    this.before = before;
  }

  /** What was written since the last time. */
  String next() throws IOException {
    Optional<Object> now = key(present);
    if (now.isEmpty()) {
      return "";
    }
    String text;
    if (now.equals(in)) {
      text = from(present, offset);
    } else if (in.isPresent() && in.equals(key(before))) {
      text = from(before, offset) + from(present, 0);
    } else {
      text = from(before, 0) + from(present, 0);
    }
    in = now;
    offset = Files.size(present);
    return text;
  }

  private static Optional<Object> key(Path file) throws IOException {
    return Files.exists(file)
        ? Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey())
        : Optional.empty();
  }

  private static String from(Path file, long offset) throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    try (var in = Files.newInputStream(file)) {
      in.skipNBytes(offset);
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
