package org.edgeztp.server.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.edgeztp.inventory.machine.Profile;
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
   * What is to go along whether a profile names it or not.
   *
   * @param installed images and installers
   * @param artifacts {@code NAME[/VERSION[/ARCH[/FILE]]]}
   * @param images of containers, {@code NAME[:TAG]}
   */
  record Named(List<String> installed, List<String> artifacts, List<String> images) {}

  /**
   * Collects it.
   *
   * @param site files of profiles and rules
   * @throws IOException also when something is missing or damaged, saying what to do
   */
  static Gathering of(BundleSettings from, String name, List<Path> site, Named named, Instant now)
      throws IOException {
    Installs installs = Installs.of(from, named.installed());
    Slice slice = Slice.of(from.packages());
    ArtifactSlice artifacts =
        ArtifactSlice.of(
            from.artifacts(),
            new ArtifactSlice.Wanted(
                attributes(from.profiles()), from.hosts(), named.artifacts(), named.images()));
    var sbom = new Sbom();
    sbom.addBoot(installs.manifest());
    sbom.addDisks(from.installers(), installs.disks());
    sbom.addInstallers(installs.installers());
    sbom.addCookbooks(from.cookbooks());
    sbom.addArtifacts(artifacts);
    sbom.addImages(from.assets(), installs.manifest().images().keySet());
    sbom.addPackages(slice.packages());
    List<Part> parts = new ArrayList<>();
    parts.add(Part.of(Sbom.ENTRY, sbom.toJson(name, now)));
    parts.addAll(installs.parts(from));
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
    List<String> warnings = new ArrayList<>(installs.warnings(from.profiles().values()));
    warnings.addAll(artifacts.warnings());
    return new Gathering(parts, slice.packages().size(), slice.left(), warnings);
  }

  private static Map<String, Map<String, Object>> attributes(Map<String, Profile> profiles) {
    return profiles.values().stream().collect(Collectors.toMap(Profile::name, Profile::attributes));
  }
}
