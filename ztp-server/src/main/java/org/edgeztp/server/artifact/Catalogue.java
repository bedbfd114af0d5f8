package org.edgeztp.server.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.edgeztp.inventory.web.WrongField;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records that are kept as a small JSON file each, and all in memory. Read from any thread, changed
 * by one at a time.
 *
 * @param <T> what they are of
 */
final class Catalogue<T> {
  private static final String END = ".json";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path folder;
  private final Function<T, String> path;
  private final Map<String, T> all = new ConcurrentSkipListMap<>();

  /**
   * Reads what there is.
   *
   * @param path of a record below the folder
   * @throws IOException when a file cannot be read, or is none of ours
   */
  Catalogue(Path folder, Class<T> type, Function<T, String> path) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.path = path;
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      if (file.toString().endsWith(Durable.HALF)) {
        Files.delete(file);
      } else if (file.toString().endsWith(END)) {
        T read = read(file, type);
        all.put(path.apply(read), read);
      }
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
    return all.values();
  }

  Optional<T> find(String at) {
    return Optional.ofNullable(all.get(at));
  }

  void put(T one) throws IOException {
    Durable.write(file(path.apply(one)), JSON.writeValueAsBytes(one));
    all.put(path.apply(one), one);
  }

  /** Forgets one, and folders that it leaves empty. */
  void remove(String at) throws IOException {
    Path file = file(at);
    Files.deleteIfExists(file);
    all.remove(at);
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
    return folder.resolve(at + END);
  }
}
