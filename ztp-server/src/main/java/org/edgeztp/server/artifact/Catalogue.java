package org.edgeztp.server.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.edgeztp.inventory.web.WrongField;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records that are kept as a small JSON file each, and all in memory; before those of another
 * folder, which stay as they are. Read from any thread, changed by one at a time.
 *
 * @param <T> what they are of
 */
final class Catalogue<T> {
  private static final String END = ".json";

  /** Marks a folder whose uses are noted. */
  private static final String USES = ".uses";

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path folder;
  private final Function<T, String> path;
  private final Map<String, T> below;
  private final Map<String, T> own = new ConcurrentSkipListMap<>();

  /**
   * Reads what there is, and removes what a crash left half.
   *
   * @param below folder of those that stay as they are
   * @param path of a record below its folder
   * @throws IOException when a file cannot be read, or is none of ours
   */
  Catalogue(Path folder, Optional<Path> below, Class<T> type, Function<T, String> path)
      throws IOException {
    this.folder = Files.createDirectories(folder);
    this.path = path;
    this.below = below.isPresent() ? read(below.get(), type, path) : Map.of();
    for (Path half : files(folder, Durable.HALF)) {
      Files.delete(half);
    }
    own.putAll(read(folder, type, path));
  }

  /** Those of a folder, by their paths; none where there is no folder. */
  static <T> Map<String, T> read(Path folder, Class<T> type, Function<T, String> path)
      throws IOException {
    Map<String, T> all = new TreeMap<>();
    for (Path file : files(folder, END)) {
      T read = read(file, type);
      all.put(path.apply(read), read);
    }
    return all;
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(file -> file.toString().endsWith(end) && Files.isRegularFile(file))
          .toList();
    }
  }

  private static <T> T read(Path file, Class<T> type) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(file), type);
    } catch (JacksonException | WrongField e) {
      throw new IOException(file + " cannot be read: remove it and add its artifact again", e);
    }
  }

  /** All of them, by their paths. */
  Collection<T> all() {
    if (below.isEmpty()) {
      return own.values();
    }
    Map<String, T> all = new TreeMap<>(below);
    all.putAll(own);
    return all.values();
  }

  /** Those that were put here. */
  Collection<T> own() {
    return own.values();
  }

  Optional<T> find(String at) {
    return Optional.ofNullable(own.get(at)).or(() -> Optional.ofNullable(below.get(at)));
  }

  boolean isOwn(String at) {
    return own.containsKey(at);
  }

  /** When one was put here or last touched; empty for any other. */
  Optional<Instant> touched(String at) {
    try {
      return isOwn(at)
          ? Optional.of(Files.getLastModifiedTime(file(at)).toInstant())
          : Optional.empty();
    } catch (IOException removedJustNow) {
      return Optional.empty();
    }
  }

  /** Has all count as used now, once: uses that came before the first such start are not noted. */
  void beginUses(Instant now) throws IOException {
    Path mark = folder.resolve(USES);
    if (!Files.exists(mark)) {
      own.keySet().forEach(at -> touch(at, now));
      Durable.write(mark, new byte[0]);
    }
  }

  /** Notes that one is in use, to the minute: as the time of its file, which outlives a restart. */
  void touch(String at, Instant now) {
    if (touched(at).filter(then -> then.isBefore(now.minus(MINUTE))).isPresent()) {
      try {
        Files.setLastModifiedTime(file(at), FileTime.from(now));
      } catch (IOException removedJustNow) {
        // Then it is not in use any more.
      }
    }
  }

  void put(T one) throws IOException {
    Durable.write(file(path.apply(one)), JSON.writeValueAsBytes(one));
    own.put(path.apply(one), one);
  }

  /** Forgets one, and folders that it leaves empty. */
  void remove(String at) throws IOException {
    Path file = file(at);
    Files.deleteIfExists(file);
    own.remove(at);
    for (Path above = file.resolveSibling(".").normalize();
        !above.equals(folder.normalize()) && isEmpty(above);
        above = above.resolve("..").normalize()) {
      Files.delete(above);
    }
  }

  private static boolean isEmpty(Path above) throws IOException {
    try (Stream<Path> found = Files.list(above)) {
      return found.findAny().isEmpty();
    }
  }

  private Path file(String at) {
    return file(folder, at);
  }

  static Path file(Path folder, String at) {
    return folder.resolve(at + END);
  }
}
