package org.edgeztp.server.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.assets.Bootable;
import org.edgeztp.assets.Manifest;
import org.edgeztp.server.artifact.ArtifactSlice;
import org.edgeztp.server.repository.Slice;

/**
 * What goes into a bundle, collected from where a server has it.
 *
 * @param packages how many packages of archives are among the parts
 * @param left how many files of the cache were left out, as no index names them any more
 * @param warnings what else may be missed
 */
record Gathering(List<Part> parts, int packages, int left, List<String> warnings) {
  static final String ASSETS = "assets";
  static final String INSTALLERS = "installers";
  static final String COOKBOOKS = "cookbooks";
  static final String PACKAGES = "packages";
  static final String ARTIFACTS = "artifacts";
  static final String SITE = "site";

  /**
   * Collects it.
   *
   * @param site files of profiles and rules
   * @param wanted of the artifact stores
   * @throws IOException also when something is missing or damaged, saying what to do
   */
  static Gathering of(
      BundleSettings from, String name, List<Path> site, ArtifactSlice.Wanted wanted, Instant now)
      throws IOException {
    if (!Files.exists(from.assets().resolve("manifest.json"))) {
      throw new IOException(
          from.assets() + " has no boot assets: build them with 'ztp assets' and name the folder");
    }
    Manifest assets = Manifest.read(from.assets());
    Map<String, Bootable> installers = Bootable.readAll(from.installers());
    Map<String, String> hashes = hashes(assets, installers);
    Slice slice = Slice.of(from.packages());
    ArtifactSlice artifacts = ArtifactSlice.of(from.artifacts(), wanted);
    var sbom = new Sbom();
    sbom.addBoot(assets);
    sbom.addInstallers(installers);
    sbom.addCookbooks(from.cookbooks());
    sbom.addArtifacts(artifacts);
    sbom.addImages(from.assets());
    sbom.addPackages(slice.packages());
    List<Part> parts = new ArrayList<>();
    parts.add(Part.of(Sbom.ENTRY, sbom.toJson(name, now)));
    parts.addAll(Part.below(ASSETS, from.assets(), hashes));
    parts.addAll(Part.below(INSTALLERS, from.installers(), hashes));
    parts.addAll(Part.below(COOKBOOKS, from.cookbooks(), Map.of()));
    for (Map.Entry<Path, Optional<String>> file : slice.files().entrySet()) {
      Path path = file.getKey();
      parts.add(Part.of(PACKAGES + "/" + path, from.packages().resolve(path), file.getValue()));
    }
    artifacts
        .files()
        .forEach(
            (path, file) -> parts.add(Part.of(ARTIFACTS + "/" + path, file.path(), file.sha256())));
    for (Path file : site) {
      parts.add(Part.of(SITE + "/" + file.getFileName(), file, Optional.empty()));
    }
    return new Gathering(parts, slice.packages().size(), slice.left(), artifacts.warnings());
  }

  /** What the manifests tell of files, by their paths in the bundle. */
  private static Map<String, String> hashes(Manifest assets, Map<String, Bootable> installers) {
    Map<String, String> hashes = new HashMap<>();
    assets.files().forEach((file, content) -> hashes.put(ASSETS + "/" + file, content.sha256()));
    assets
        .images()
        .values()
        .forEach(image -> hashes.put(ASSETS + "/" + image.file(), image.sha256()));
    installers.forEach((name, added) ->
        added
            .files()
            .forEach((file, content) ->
                hashes.put(String.join("/", INSTALLERS, name, file), content.sha256())));
    return hashes;
  }
}
