package org.edgeztp.server.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An archive as the cache has it: what may be pinned.
 *
 * @param suites that its signed indexes are here of
 * @param foreign indexes of another publication than their Release file, which apt would refuse
 */
record Snapshot(List<Suite> suites, List<Path> foreign) {
  /**
   * A publication.
   *
   * @param path of its signed index: {@code dists/trixie/InRelease}, {@code 9/repodata/repomd.xml}
   * @param date as a Release file tells it; empty for others
   * @param usable whether an index of packages is here that the signed one names
   */
  record Suite(String path, String date, boolean usable) {}

  private static final Pattern REPOMD = Pattern.compile("(.*/)?repodata/repomd\\.xml");
  private static final Pattern INDEX = Pattern.compile("(.*/)?(by-hash|repodata)/.*");
  private static final Pattern RELEASE = Pattern.compile("(.*/)?(InRelease|Release)");

  /** Whether a file may be one of those that make a snapshot: an index, by its name or its hash. */
  static boolean isOf(String path) {
    return Freshness.of(path) == Freshness.REVALIDATE || INDEX.matcher(path).matches();
  }

  /** Reads the signed indexes, and of each index its hash. */
  static Snapshot of(Path archive) throws IOException {
    List<Suite> suites = new ArrayList<>();
    List<Path> foreign = new ArrayList<>();
    List<Path> all;
    if (!Files.isDirectory(archive)) {
      return new Snapshot(suites, foreign);
    }
    try (Stream<Path> found = Files.walk(archive)) {
      all = found.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : all) {
      String path = archive.relativize(file).toString();
      if (REPOMD.matcher(path).matches()) {
        suites.add(new Suite(path, "", true));
      } else if (RELEASE.matcher(path).matches() && !isSecond(path, suites)) {
        suites.add(suite(archive, path, foreign));
      }
    }
    return new Snapshot(suites, foreign);
  }

  /** Release is the same as InRelease, which comes before it. */
  private static boolean isSecond(String path, List<Suite> suites) {
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    return suites.stream().anyMatch(suite -> suite.path().equals(folder + "InRelease"));
  }

  private static Suite suite(Path archive, String path, List<Path> foreign) throws IOException {
    Path folder = archive.resolve(path).resolveSibling("").normalize();
    Release release = Release.read(archive.resolve(path));
    boolean usable = false;
    for (Map.Entry<String, String> index : release.hashes().entrySet()) {
      Path plain = folder.resolve(index.getKey()).normalize();
      Path byHash = plain.resolveSibling("by-hash/SHA256/" + index.getValue());
      boolean here = Files.isRegularFile(byHash);
      if (Files.isRegularFile(plain) && plain.startsWith(folder)) {
        boolean same = Slice.sha256(plain).equals(index.getValue());
        here |= same;
        if (!same) {
          foreign.add(plain);
        }
      }
      usable |= here && PackagesIndex.isOne(index.getKey());
    }
    return new Suite(path, release.date().orElse(""), usable);
  }

  /** Why it cannot be pinned. */
  Optional<String> fault() {
    if (suites.isEmpty()) {
      return Optional.of("no index of it is here: have a machine install from it, and pin it then");
    }
    return suites.stream()
        .filter(suite -> !suite.usable())
        .findFirst()
        .map(suite ->
            "no Packages index is here that %s names: run apt-get update on a machine, and pin it then"
                .formatted(suite.path()));
  }
}
