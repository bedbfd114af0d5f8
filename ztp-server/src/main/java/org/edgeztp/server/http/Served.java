package org.edgeztp.server.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.edgeztp.assets.AddedImages;
import org.edgeztp.assets.Bootable;
import org.edgeztp.assets.Manifest;

/**
 * The files that machines download.
 *
 * @param folder of the boot assets that the manifest tells of
 * @param manifest of these, with the disk images that people added; their files are below {@code
 *     installers}
 * @param installers folder of what people added to them
 * @param bootables what else is in there, by name
 */
public record Served(
    Path folder, Manifest manifest, Path installers, Map<String, Bootable> bootables) {
  public Served {
    bootables = Map.copyOf(bootables);
  }

  /**
   * Reads both folders.
   *
   * @throws IOException saying what is missing or wrong
   */
  public static Served read(Path folder, Path installers) throws IOException {
    return new Served(
        folder,
        Manifest.read(folder).with(AddedImages.readAll(installers)),
        installers,
        Bootable.readAll(installers));
  }
}
