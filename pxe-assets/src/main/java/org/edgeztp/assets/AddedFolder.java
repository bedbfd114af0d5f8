package org.edgeztp.assets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One thing that {@code ztp assets add} made known, as its {@code manifest.json} tells: a disk
 * image, or else files that machines boot.
 *
 * @param image the disk image; its file is named as from here
 * @param files of what machines boot
 */
record AddedFolder(
    Path path,
    Manifest.@Nullable Image image,
    @Nullable Map<String, Manifest.Content> files,
    @Nullable String suite,
    @Nullable String repository) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  String name() {
    return String.valueOf(path.getFileName());
  }

  Path manifest() {
    return manifest(path);
  }

  private static Path manifest(Path path) {
    return path.resolve("manifest.json");
  }

  /**
   * All that was added to a folder, in no order. A folder that is not there has nothing.
   *
   * @throws IOException when a manifest is missing or wrong
   */
  static List<AddedFolder> list(Path folder) throws IOException {
    List<AddedFolder> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (var entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
        for (Path entry : entries) {
          if (Checked.FILE_NAME.matches(String.valueOf(entry.getFileName()))) {
            found.add(read(entry));
          }
        }
      }
    }
    return found;
  }

  private static AddedFolder read(Path path) throws IOException {
    try {
      Written written = JSON.readValue(Files.readString(manifest(path)), Written.class);
      return new AddedFolder(
          path, written.image(), written.files(), written.suite(), written.repository());
    } catch (JacksonException e) {
      throw new IOException("reading " + manifest(path), e);
    }
  }

  private record Written(
      Manifest.@Nullable Image image,
      @Nullable Map<String, Manifest.Content> files,
      @Nullable String suite,
      @Nullable String repository) {}
}
