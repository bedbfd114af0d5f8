package org.edgeztp.assets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The disk images that people added, with {@code ztp assets add NAME --disk-image}. */
public final class AddedImages {
  private AddedImages() {}

  /**
   * Reads those in a folder, by name, each with the name of its file as from that folder. One that
   * is not there has none.
   *
   * @throws IOException saying what is missing or wrong
   */
  public static Map<String, Manifest.Image> readAll(Path folder) throws IOException {
    Map<String, Manifest.Image> found = new TreeMap<>();
    for (AddedFolder added : AddedFolder.list(folder)) {
      if (added.image() != null) {
        Manifest.Image image = added.image().below(added.name());
        Manifest.checkSize(folder.resolve(image.file()), image.size());
        found.put(added.name(), image);
      }
    }
    return found;
  }
}
