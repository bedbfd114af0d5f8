package org.edgeztp.server.artifact;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.edgeztp.inventory.web.WrongField;

/**
 * A container image under one of its tags.
 *
 * @param name of its repository, as {@code library/nginx}
 * @param digest SHA-256 of its manifest or index, in hexadecimal digits
 * @param manifests it and those it names, each with its media type
 * @param blobs configurations and layers of all of them
 * @param size of everything, in bytes
 * @param platforms that it runs on, as {@code linux/amd64}
 */
public record Image(
    String name,
    String tag,
    String digest,
    Map<String, String> manifests,
    List<String> blobs,
    long size,
    List<String> platforms,
    Instant added,
    String by) {
  /** Distribution specification 1.1, "pulling manifests". */
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");

  private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

  /** What a file system takes as the name of a file, without what is put behind it. */
  private static final int LONGEST = 240;

  /** Checks what it is called. */
  public Image {
    if (!NAME.matcher(name).matches()) {
      throw new WrongField(
          "name", "an image is called as registry.k8s.io/pause is, unlike '%s'".formatted(name));
    }
    if (!TAG.matcher(tag).matches()) {
      throw new WrongField("tag", "'%s' is no tag".formatted(tag));
    }
    if (name.length() + tag.length() > LONGEST) {
      throw new WrongField(
          "name", "name and tag have no more than %d characters together".formatted(LONGEST));
    }
    manifests = Map.copyOf(manifests);
    blobs = List.copyOf(blobs);
    platforms = List.copyOf(platforms);
  }

  /** Whether a text may name images: {@code NAME[:TAG]}. */
  public static boolean isName(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? NAME.matcher(text).matches()
        : NAME.matcher(text.substring(0, colon)).matches()
            && TAG.matcher(text.substring(colon + 1)).matches();
  }

  /** What it is known by: {@code library/nginx:1.27}. */
  public String path() {
    return path(name, tag);
  }

  static String path(String name, String tag) {
    return name + ":" + tag;
  }

  Sha256 hash() {
    return new Sha256(digest);
  }

  /** Of everything that it consists of. */
  List<Sha256> hashes() {
    return Stream.concat(manifests.keySet().stream(), blobs.stream()).map(Sha256::new).toList();
  }

  boolean has(Sha256 hash) {
    return manifests.containsKey(hash.hex()) || blobs.contains(hash.hex());
  }
}
