package org.edgeztp.server.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.server.repository.Eviction.Kept;

/**
 * The part of a cache that installs what was installed from it: of Debian archives, flat ones too,
 * the indexes that the Release files in it name, and the packages that these indexes name; of
 * others everything.
 *
 * @param files below the folder of the cache, with the SHA-256 that an index tells
 * @param packages which of them are packages of Debian archives
 * @param left how many files were left out, as no index names them any more
 */
public record Slice(Map<Path, Optional<String>> files, List<DebPackage> packages, int left) {
  private static final Pattern RELEASE = Pattern.compile("(|.*/)(InRelease|Release)");
  private static final Pattern BY_HASH = Pattern.compile("(.*/|)by-hash/([^/]+)/([^/]+)");
  private static final Pattern DEB = Pattern.compile(".*\\.u?deb");

  /**
   * Chooses.
   *
   * @param root folder of the cache, whose server may be running
   * @throws IOException also when indexes do not belong together, saying what to do
   */
  public static Slice of(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return new Slice(Map.of(), List.of(), 0);
    }
    Map<String, Set<String>> archives =
        Eviction.files(root).stream()
            .map(Kept::name)
            .collect(
                Collectors.groupingBy(
                    name -> name.getName(0).toString(),
                    TreeMap::new,
                    Collectors.mapping(Slice::inArchive, Collectors.toCollection(TreeSet::new))));
    Map<Path, Optional<String>> files = new TreeMap<>();
    List<DebPackage> packages = new ArrayList<>();
    int left = 0;
    for (var archive : archives.entrySet()) {
      var cut = new Cut(root.resolve(archive.getKey()), archive.getKey(), archive.getValue());
      cut.make();
      cut.taken.forEach((path, hash) -> files.put(Path.of(archive.getKey()).resolve(path), hash));
      packages.addAll(cut.packages);
      left += archive.getValue().size() - cut.taken.size();
    }
    return new Slice(files, packages, left);
  }

  private static String inArchive(Path name) {
    return name.subpath(1, name.getNameCount()).toString();
  }

  /** One archive. */
  private static final class Cut {
    private final Path folder;
    private final String name;
    private final Set<String> all;
    private final Set<String> debs;
    private final Map<String, Optional<String>> taken = new TreeMap<>();
    private final List<DebPackage> packages = new ArrayList<>();

    Cut(Path folder, String name, Set<String> all) {
      this.folder = folder;
      this.name = name;
      this.all = all;
      this.debs =
          all.stream().filter(path -> DEB.matcher(path).matches()).collect(Collectors.toSet());
    }

    void make() throws IOException {
      Map<String, Release> suites = suites();
      Map<String, Set<String>> below = new TreeMap<>();
      for (String path : all) {
        Optional<String> suite =
            suites.keySet().stream()
                .filter(path::startsWith)
                .max(Comparator.comparingInt(String::length));
        if (debs.contains(path) && !suites.isEmpty()) {
          continue; // An index has to name it.
        }
        if (suite.isPresent()) {
          below.computeIfAbsent(suite.get(), _ -> new TreeSet<>()).add(path);
        } else {
          taken.put(path, Optional.empty());
        }
      }
      for (var suite : suites.entrySet()) {
        cut(suite.getKey(), suite.getValue(), below.getOrDefault(suite.getKey(), Set.of()));
      }
    }

    /**
     * The Release files that apt can use, by their folders, which end with a slash or are empty.
     */
    private Map<String, Release> suites() throws IOException {
      Map<String, Release> suites = new TreeMap<>();
      for (String path : all) {
        Matcher named = RELEASE.matcher(path);
        // InRelease comes before Release.
        if (named.matches() && !suites.containsKey(named.group(1))) {
          Release release = Release.read(folder.resolve(path));
          if (release.hashes().keySet().stream().anyMatch(PackagesIndex::isOne)) {
            suites.put(named.group(1), release);
          }
        }
      }
      return suites;
    }

    private void cut(String suite, Release release, Set<String> paths) throws IOException {
      int indexes = 0;
      for (String path : paths) {
        String below = path.substring(suite.length());
        Optional<String> index = named(below, release);
        if (index.isPresent()) {
          String hash = release.hashes().getOrDefault(index.get(), "");
          if (!sha256(folder.resolve(path)).equals(hash)) {
            continue;
          }
          taken.put(path, Optional.of(hash));
          if (PackagesIndex.isOne(index.get())) {
            indexes++;
            add(
                PackagesIndex.find(
                    folder.resolve(path),
                    index.get(),
                    release.origin(),
                    file -> place(suite, file)));
          }
        } else if (!BY_HASH.matcher(below).matches()) {
          taken.put(path, Optional.empty());
        }
      }
      if (indexes == 0) {
        throw new IOException(
            ("archive %s/%s: its Release file names no Packages index that is in the cache,"
                    + " so apt would take none of its packages: run apt-get update on a machine,"
                    + " then make the bundle")
                .formatted(name, suite));
      }
    }

    /** The index that a file is, by the Release file; apt asks for it by its hash first. */
    private static Optional<String> named(String below, Release release) {
      Matcher byHash = BY_HASH.matcher(below);
      if (byHash.matches()) {
        return release.hashes().entrySet().stream()
            .filter(entry -> entry.getValue().equals(byHash.group(3)))
            .map(Map.Entry::getKey)
            .filter(path -> path.matches(Pattern.quote(byHash.group(1)) + "[^/]+"))
            .findFirst();
      }
      return Optional.of(below).filter(release.hashes()::containsKey);
    }

    /**
     * Where the file of a package is. Its name is told from where apt was pointed at, which is the
     * folder of the Release file or one above it.
     */
    private Optional<String> place(String suite, String file) {
      String name = file.startsWith("./") ? file.substring(2) : file;
      return Stream.iterate(suite, base -> !base.isEmpty(), Cut::above)
          .map(base -> base + name)
          .filter(debs::contains)
          .findFirst()
          .or(() -> Optional.of(name).filter(debs::contains));
    }

    private static String above(String folder) {
      return folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
    }

    private void add(List<DebPackage> found) {
      Set<String> known = new HashSet<>(taken.keySet());
      for (DebPackage deb : found) {
        if (known.add(deb.file())) {
          taken.put(deb.file(), Optional.of(deb.sha256()));
          packages.add(deb);
        }
      }
    }
  }

  static String sha256(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        var hashed = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"))) {
      hashed.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(hashed.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
