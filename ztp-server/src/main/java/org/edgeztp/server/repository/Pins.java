package org.edgeztp.server.repository;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Archives that stay as they are, each a file {@code .pins/NAME} of the cache with the moment since
 * when, and the day whose state it has, if that was named. Read from any thread.
 */
final class Pins {
  private static final String HALF = ".half";

  private final Path folder;
  private final Map<String, Pin> all = new ConcurrentHashMap<>();

  /**
   * Reads them.
   *
   * @throws IOException also when a file is none of ours
   */
  Pins(Path cache) throws IOException {
    folder = Files.createDirectories(cache.resolve(".pins"));
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.toList();
    }
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(HALF)) {
        Files.delete(file);
        continue;
      }
      try {
        all.put(name, Pin.parse(Files.readString(file)));
      } catch (DateTimeException e) {
        throw new IOException(file + " has no time in it: remove it, and pin the archive again", e);
      }
    }
  }

  /** That an archive stays as it is, where it does. */
  Optional<Pin> of(String archive) {
    return Optional.ofNullable(all.get(archive));
  }

  void pin(String archive, Pin pin) throws IOException {
    Path half = folder.resolve(archive + HALF);
    Files.writeString(half, pin.text() + "\n");
    try (FileChannel written = FileChannel.open(half, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(half, folder.resolve(archive), ATOMIC_MOVE);
    all.put(archive, pin);
  }

  void unpin(String archive) throws IOException {
    Files.deleteIfExists(folder.resolve(archive));
    all.remove(archive);
  }
}
