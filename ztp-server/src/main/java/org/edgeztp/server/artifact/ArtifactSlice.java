package org.edgeztp.server.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of stores that some profiles use, or that is asked for by name, with all of its content.
 *
 * @param files where each file of a store with this part alone is now, by its path in there
 * @param warnings what profiles may mean to be of a store, and is in none
 */
public record ArtifactSlice(
    List<Artifact> artifacts, List<Image> images, Map<String, File> files, List<String> warnings) {
  /** A URL whose path begins so, or that path alone. */
  private static final Pattern USED =
      Pattern.compile(
          "(?:https?://(?:[^/\\s]*@)?(?<host>[^/\\s]+?)(?::\\d+)?|(?<![\\w./:-]))"
              + Artifacts.PREFIX
              + "(?<path>[^/\\s]+/[^/\\s]+/[^/\\s]+/[A-Za-z0-9._+~-]++)(?!/)");

  /**
   * A file of it.
   *
   * @param sha256 that it must have, where that is known
   */
  public record File(Path path, Optional<String> sha256) {}

  /**
   * What is wanted of stores.
   *
   * @param profiles what profiles tell their roles, by the profiles' names; of it counts each text
   *     that names an artifact by its URL or an image by name and tag or digest
   * @param hosts addresses of the server, of whose URLs the store has to have each
   * @param artifacts {@code NAME[/VERSION[/ARCH[/FILE]]]}
   * @param images {@code NAME[:TAG]}
   */
  public record Wanted(
      Map<String, Map<String, Object>> profiles,
      Set<String> hosts,
      List<String> artifacts,
      List<String> images) {}

  /**
   * Chooses.
   *
   * @param stores folders of stores, whose server may be running; the first one that has a name
   *     counts
   * @throws IOException when a store lacks something that is wanted, saying what to do
   */
  public static ArtifactSlice of(List<Path> stores, Wanted wanted) throws IOException {
    var cut =
        new Cut(
            stores,
            read(stores, Artifacts.FILES, Artifact.class, Artifact::path),
            read(stores, Artifacts.IMAGES, Image.class, Image::path));
    cut.use(Mentions.of(wanted.profiles(), List.of()), wanted.hosts());
    for (String name : wanted.artifacts()) {
      cut.takeArtifacts(name);
    }
    for (String name : wanted.images()) {
      cut.takeImages(name);
    }
    return cut.made();
  }

  private static <T> Map<String, T> read(
      List<Path> stores, String folder, Class<T> type, Function<T, String> path)
      throws IOException {
    Map<String, T> all = new TreeMap<>();
    for (Path store : stores.reversed()) {
      all.putAll(Catalogue.read(store.resolve(folder), type, path));
    }
    return all;
  }

  /** The choice while it is made. */
  private record Cut(
      List<Path> stores,
      Map<String, Artifact> artifacts,
      Map<String, Image> images,
      Map<String, Artifact> takenArtifacts,
      Map<String, Image> takenImages,
      Set<String> warnings) {
    Cut(List<Path> stores, Map<String, Artifact> artifacts, Map<String, Image> images) {
      this(stores, artifacts, images, new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
    }

    void use(Mentions mentions, Set<String> hosts) throws IOException {
      for (var profile : mentions.byProfile().entrySet()) {
        for (String text : profile.getValue()) {
          useArtifacts(profile.getKey(), text, hosts);
        }
      }
      images.forEach((path, image) -> {
        if (!mentions.of(image).isEmpty()) {
          takenImages.put(path, image);
        }
      });
    }

    private void useArtifacts(String profile, String text, Set<String> hosts) throws IOException {
      Matcher named = USED.matcher(text);
      while (named.find()) {
        Artifact artifact = artifacts.get(named.group("path"));
        String host = named.group("host");
        if (artifact != null) {
          takenArtifacts.put(artifact.path(), artifact);
        } else if (host != null && hosts.contains(host)) {
          throw new IOException(
              ("profile '%s' uses %s, and the artifact store has no such file: add it with 'ztp"
                      + " artifact add' first")
                  .formatted(profile, named.group()));
        } else {
          warnings.add(
              ("profile '%s' uses %s, which does not go along: if this server is to serve it, add it"
                      + " with 'ztp artifact add' and make the bundle again")
                  .formatted(profile, named.group()));
        }
      }
    }

    void takeArtifacts(String name) throws IOException {
      boolean found = false;
      for (Artifact one : artifacts.values()) {
        if ((one.path() + "/").startsWith(name + "/")) {
          takenArtifacts.put(one.path(), one);
          found = true;
        }
      }
      if (!found) {
        throw new IOException(
            "the artifact store has no %s: 'ztp artifact list' shows what it has".formatted(name));
      }
    }

    void takeImages(String name) throws IOException {
      boolean found = false;
      for (Image one : images.values()) {
        if (one.path().equals(name) || one.name().equals(name)) {
          takenImages.put(one.path(), one);
          found = true;
        }
      }
      if (!found) {
        throw new IOException(
            "the artifact store has no image %s: 'ztp artifact list --oci' shows what it has"
                .formatted(name));
      }
    }

    ArtifactSlice made() throws IOException {
      Map<String, File> files = new TreeMap<>();
      for (Artifact one : takenArtifacts.values()) {
        String record = Catalogue.file(Path.of(Artifacts.FILES), one.path()).toString();
        files.put(record, new File(find(record), Optional.empty()));
        putContent(one.hash(), files);
      }
      for (Image one : takenImages.values()) {
        String record = Catalogue.file(Path.of(Artifacts.IMAGES), one.path()).toString();
        files.put(record, new File(find(record), Optional.empty()));
        for (Sha256 hash : one.hashes()) {
          putContent(hash, files);
        }
      }
      return new ArtifactSlice(
          List.copyOf(takenArtifacts.values()),
          List.copyOf(takenImages.values()),
          files,
          List.copyOf(warnings));
    }

    private void putContent(Sha256 hash, Map<String, File> files) throws IOException {
      String path = Blobs.in(Path.of(""), hash).toString();
      files.put(path, new File(find(path), Optional.of(hash.hex())));
    }

    private Path find(String path) throws IOException {
      return stores.stream()
          .map(store -> store.resolve(path))
          .filter(Files::isRegularFile)
          .findFirst()
          .orElseThrow(() ->
              new IOException(
                  "%s of the artifact store was removed meanwhile: make the bundle again"
                      .formatted(path)));
    }
  }
}
