package org.edgeztp.server.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.server.repository.Slice;

/**
 * What goes into a bundle, collected from where a server has it.
 *
 * @param packages how many packages of archives are among the parts
 * @param left how many files of the cache were left out, as no index names them any more
 */
record Gathering(List<Part> parts, int packages, int left) {
  static final String ASSETS = "assets";
  static final String INSTALLERS = "installers";
  static final String COOKBOOKS = "cookbooks";
  static final String PACKAGES = "packages";
  static final String SITE = "site";

  /**
   * Collects it.
   *
   * @param site files of profiles and rules
   */
  static Gathering of(BundleSettings from, String name, List<Path> site, Instant now)
      throws IOException {
    if (!Files.exists(from.assets().resolve("manifest.json"))) {
      throw new IOException(
          from.assets() + " has no boot assets: build them with 'ztp assets' and name the folder");
    }
    Slice slice = Slice.of(from.packages());
    var sbom = new Sbom();
    sbom.addImages(from.assets());
    sbom.addPackages(slice.packages());
    List<Part> parts = new ArrayList<>();
    parts.add(Part.of(Sbom.ENTRY, sbom.toJson(name, now)));
    parts.addAll(Part.below(ASSETS, from.assets()));
    parts.addAll(Part.below(INSTALLERS, from.installers()));
    parts.addAll(Part.below(COOKBOOKS, from.cookbooks()));
    for (Map.Entry<Path, Optional<String>> file : slice.files().entrySet()) {
      Path path = file.getKey();
      parts.add(Part.of(PACKAGES + "/" + path, from.packages().resolve(path), file.getValue()));
    }
    for (Path file : site) {
      parts.add(Part.of(SITE + "/" + file.getFileName(), file, Optional.empty()));
    }
    return new Gathering(parts, slice.packages().size(), slice.left());
  }
}
