package org.edgeztp.server.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which files of a cache go first when there are too many. */
final class Eviction {
  /** Without them nobody knows of the packages that are here, and they are small. */
  private static final Pattern INDEX =
      Pattern.compile("[^/]+/(.*/)?((dists|repodata)/.*|\\.treeinfo)");

  /**
   * A file of the cache.
   *
   * @param name below the folder of the cache
   * @param length in bytes
   * @param used when somebody last asked for it
   */
  record Kept(Path name, long length, Instant used) {
    boolean isIndex() {
      return INDEX.matcher(name.toString()).matches();
    }
  }

  private Eviction() {}

  /** All files below the folder but those whose path begins with a dot. */
  static List<Kept> files(Path root) throws IOException {
    List<Kept> found = new ArrayList<>();
    try (Stream<Path> archives = Files.list(root)) {
      for (Path archive : archives.filter(Eviction::isArchive).toList()) {
        try (Stream<Path> all = Files.walk(archive)) {
          all.filter(Files::isRegularFile).forEach(file -> found.add(kept(root, file)));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return found;
  }

  static boolean isArchive(Path file) {
    return Files.isDirectory(file) && MirrorPath.isName(String.valueOf(file.getFileName()));
  }

  private static Kept kept(Path root, Path file) {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Kept(
          root.relativize(file), attributes.size(), attributes.lastModifiedTime().toInstant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Chooses.
   *
   * @param excess how many bytes have to go, at least
   * @return packages in the order of their last use, then index files; fewer when no more may go
   */
  static List<Kept> first(List<Kept> files, long excess, Predicate<Kept> mayGo) {
    List<Kept> order =
        files.stream()
            .filter(mayGo)
            .sorted(Comparator.comparing(Kept::isIndex).thenComparing(Kept::used))
            .toList();
    List<Kept> chosen = new ArrayList<>();
    long freed = 0;
    for (Kept next : order) {
      if (freed >= excess) {
        break;
      }
      chosen.add(next);
      freed += next.length();
    }
    return chosen;
  }
}
