package org.edgeztp.server.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file that goes into a bundle.
 *
 * @param path in the bundle
 * @param expected the SHA-256 that it must have, where an index, a manifest or its name tells it
 */
record Part(String path, Bytes bytes, boolean executable, Optional<String> expected) {
  /** Where its bytes are. */
  interface Bytes {
    InputStream open() throws IOException;
  }

  static Part of(String path, Path file, Optional<String> expected) {
    return new Part(path, () -> Files.newInputStream(file), Files.isExecutable(file), expected);
  }

  static Part of(String path, byte[] bytes) {
    return new Part(path, () -> new ByteArrayInputStream(bytes), false, Optional.empty());
  }

  /**
   * All files below a folder, sorted; none when there is no such folder.
   *
   * @param under the folder's name in the bundle
   * @param expected the SHA-256 that files must have, by their paths in the bundle
   * @throws IOException for what is no file, such as a link
   */
  static List<Part> below(String under, Path folder, Map<String, String> expected)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Part> parts = new ArrayList<>();
    try (Stream<Path> found = Files.walk(folder.toRealPath())) {
      for (Path file : found.sorted().toList()) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          String path = under + "/" + folder.toRealPath().relativize(file);
          parts.add(of(path, file, Optional.ofNullable(expected.get(path))));
        } else if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          throw new IOException(file + " is a link or a device: bundles hold files only");
        }
      }
    }
    return parts;
  }
}
