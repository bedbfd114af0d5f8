package org.edgeztp.server.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.assets.AddedImages;
import org.edgeztp.assets.Bootable;
import org.edgeztp.assets.Manifest;
import org.edgeztp.inventory.machine.Profile;

/**
 * What machines are installed with, as far as it goes into a bundle: what profiles install and what
 * was asked for, with the boot programs, which every machine may need.
 *
 * @param all what was built
 * @param manifest that of the bundle
 * @param disks disk images of the bundle that were added, by name
 * @param installers of the bundle, by name
 * @param left names of what stays behind
 */
record Installs(
    Manifest all,
    Manifest manifest,
    Map<String, Manifest.Image> disks,
    Map<String, Bootable> installers,
    Set<String> left) {
  private static final String MANIFEST = Gathering.ASSETS + "/manifest.json";

  /**
   * Chooses; all goes along where neither a profile nor {@code named} has a name.
   *
   * @throws IOException when the server has nothing of a name, saying what to do
   */
  static Installs of(BundleSettings from, List<String> named) throws IOException {
    Manifest all = Manifest.read(from.assets());
    Map<String, Manifest.Image> disks = AddedImages.readAll(from.installers());
    Map<String, Bootable> added = Bootable.readAll(from.installers());
    Collection<Profile> profiles = from.profiles().values();
    if (profiles.isEmpty() && named.isEmpty()) {
      return new Installs(all, all, disks, added, Set.of());
    }
    Set<String> images = named(profiles.stream().filter(Installs::isImage), named);
    Set<String> systems = named(profiles.stream().filter(one -> !isImage(one)), named);
    Manifest whole = all.with(disks);
    for (String name : named) {
      if (whole.images(name).isEmpty() && !added.containsKey(name)) {
        throw new IOException(
            ("there is no image or installer '%s'; there are %s: build it with 'ztp assets' or add"
                    + " it with 'ztp assets add'")
                .formatted(name, names(whole.images().keySet(), added.keySet())));
      }
    }
    List<Manifest.Image> wanted =
        images.stream().flatMap(name -> whole.images(name).stream()).toList();
    Map<String, Manifest.Image> kept = new TreeMap<>(all.images());
    kept.values().retainAll(wanted);
    disks.values().retainAll(wanted);
    Map<String, Bootable> takes = new TreeMap<>(added);
    takes.keySet().retainAll(systems);
    Set<String> left = names(whole.images().keySet(), added.keySet());
    left.removeAll(kept.keySet());
    left.removeAll(disks.keySet());
    left.removeAll(takes.keySet());
    return new Installs(
        all, new Manifest(all.built(), all.suite(), all.files(), kept), disks, takes, left);
  }

  private static boolean isImage(Profile profile) {
    return profile.installer() == Profile.Installer.IMAGE;
  }

  private static Set<String> named(Stream<Profile> profiles, List<String> others) {
    return Stream.concat(profiles.map(Profile::image), others.stream()).collect(Collectors.toSet());
  }

  private static Set<String> names(Set<String> images, Set<String> installers) {
    Set<String> names = new TreeSet<>(images);
    names.addAll(installers);
    return names;
  }

  /** The files, each held to what its manifest tells of it. */
  List<Part> parts(BundleSettings from) throws IOException {
    Map<String, String> hashes = new HashMap<>();
    all.files().forEach((file, content) -> hashes.put(asset(file), content.sha256()));
    manifest.images().values().forEach(image -> hashes.put(asset(image.file()), image.sha256()));
    Set<String> without = filesLeft();
    List<Part> parts = new ArrayList<>();
    for (Part part : Part.below(Gathering.ASSETS, from.assets(), hashes)) {
      if (part.path().equals(MANIFEST) && !manifest.equals(all)) {
        parts.add(Part.of(MANIFEST, manifest.toJson()));
      } else if (!without.contains(part.path())) {
        parts.add(part);
      }
    }
    for (Map.Entry<String, Manifest.Image> disk : disks.entrySet()) {
      parts.addAll(
          Part.below(
              Gathering.INSTALLERS + "/" + disk.getKey(),
              from.installers().resolve(disk.getKey()),
              Map.of(
                  Gathering.INSTALLERS + "/" + disk.getValue().file(), disk.getValue().sha256())));
    }
    for (Map.Entry<String, Bootable> added : installers.entrySet()) {
      Path folder = from.installers().resolve(added.getKey());
      String under = Gathering.INSTALLERS + "/" + added.getKey();
      Map<String, String> its =
          added.getValue().files().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      file -> under + "/" + file.getKey(), file -> file.getValue().sha256()));
      parts.addAll(Part.below(under, folder, its));
    }
    return parts;
  }

  /** Of images that stay behind; two may be one file. */
  private Set<String> filesLeft() {
    Set<String> files = new TreeSet<>();
    all.images()
        .forEach((name, image) -> {
          if (!manifest.images().containsKey(name)) {
            files.add(asset(image.file()));
            files.add(asset(name + Sbom.LISTS));
          }
        });
    manifest.images().values().forEach(image -> files.remove(asset(image.file())));
    return files;
  }

  private static String asset(String file) {
    return Gathering.ASSETS + "/" + file;
  }

  /** What a site may miss. */
  List<String> warnings(Collection<Profile> profiles) {
    List<String> warnings = new ArrayList<>();
    if (!left.isEmpty()) {
      warnings.add(
          "left out, as no profile installs them: %s; --image NAME takes one along"
              .formatted(String.join(", ", left)));
    }
    for (Profile profile : profiles) {
      profile.ztp().stream()
          .flatMap(ztp -> Stream.of(ztp.configDb(), ztp.script()).flatMap(Optional::stream))
          .forEach(file ->
              warnings.add(
                  ("profile '%s' gives switches %s, which does not go along: copy it to the same"
                          + " place there")
                      .formatted(profile.name(), file)));
    }
    return warnings;
  }
}
