package org.edgeztp.server.bundle;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is in a bundle.
 *
 * @param format of the bundle, which a reader must know
 * @param name for people and for the folder that it is unpacked into
 * @param created when
 * @param key fingerprint of the key that signed it
 * @param packages how many packages of archives are in it
 * @param files in the order in which they follow
 */
record BundleManifest(
    int format, String name, Instant created, String key, int packages, List<Content> files) {
  static final int FORMAT = 1;
  static final String ENTRY = "manifest.json";
  static final String SIGNATURE = "manifest.sig";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private static final String BLOBS = Gathering.ARTIFACTS + "/blobs/sha256/";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  BundleManifest(
      int format,
      @Nullable String name,
      @Nullable Instant created,
      @Nullable String key,
      int packages,
      @Nullable List<Content> files) {
    this.format = format;
    this.name = checked(Objects.requireNonNull(name, "name"));
    this.created = Objects.requireNonNull(created, "created");
    this.key = Objects.requireNonNull(key, "key");
    this.packages = packages;
    this.files = List.copyOf(Objects.requireNonNull(files, "files"));
    Set<String> paths = new HashSet<>();
    for (Content file : this.files) {
      if (!paths.add(file.path())) {
        throw new IllegalArgumentException(file.path() + " is there twice");
      }
      // The store serves it by that name, as what has this hash.
      if (file.path().startsWith(BLOBS) && !file.path().equals(BLOBS + file.sha256())) {
        throw new IllegalArgumentException(file.path() + " has another SHA-256 than its name");
      }
    }
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name for a bundle: letters, digits, '.', '_' and '-', 64 at most");
    }
    return name;
  }

  byte[] toJson() {
    return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads one whose signature was verified.
   *
   * @throws BadBundle when its format is newer than this, or it is none
   */
  static BundleManifest parse(byte[] json) throws BadBundle {
    try {
      int format = JSON.readTree(json).path("format").asInt(0);
      if (format > FORMAT) {
        throw new BadBundle(
            "the bundle has format %d and this EdgeZTP reads up to %d: update it first"
                .formatted(format, FORMAT));
      }
      return JSON.readValue(json, BundleManifest.class);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new BadBundle("the bundle's manifest cannot be read", e);
    }
  }

  /** The folder that it is unpacked into, another one for other contents. */
  String folder() {
    return name + "-" + Hash.of(toJson()).substring(0, 12);
  }

  /** Of all files, in bytes. */
  @JsonIgnore
  long size() {
    return files.stream().mapToLong(Content::size).sum();
  }

  boolean has(String part) {
    return files.stream().anyMatch(file -> file.part().equals(part));
  }

  /** The files of a part. */
  List<Content> of(String part) {
    return files.stream().filter(file -> file.part().equals(part)).collect(Collectors.toList());
  }
}
