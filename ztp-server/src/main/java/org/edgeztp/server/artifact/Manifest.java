package org.edgeztp.server.artifact;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A manifest of a container image, or an index of several for different platforms: OCI image
 * specification 1.1, and Docker's schema 2 of the same form.
 *
 * @param isIndex whether it is one of several
 * @param manifests what an index names
 * @param blobs what a manifest names, its configuration first
 */
record Manifest(
    String mediaType, boolean isIndex, List<Descriptor> manifests, List<Descriptor> blobs) {
  static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
  static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";

  /** Registries take manifests of up to 4 MiB (distribution specification 1.1). */
  static final int LONGEST = 4 << 20;

  private static final JsonMapper JSON = new JsonMapper();
  private static final String HASHED = "sha256:";

  /**
   * What names some content.
   *
   * @param size in bytes
   * @param ref that the content is called by in an image layout
   */
  record Descriptor(Sha256 digest, long size, Optional<String> ref) {
    private static Descriptor of(JsonNode json) {
      return new Descriptor(
          Manifest.digest(json.path("digest").asString("")),
          json.path("size").asLong(-1),
          Optional.ofNullable(
              json.path("annotations")
                  .path("org.opencontainers.image.ref.name")
                  .stringValue(null)));
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException saying why it is none
   */
  static Manifest parse(byte[] bytes) {
    JsonNode json;
    try {
      json = JSON.readTree(bytes);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("it is no manifest of an image, as it is no JSON", e);
    }
    boolean index = json.path("manifests").isArray();
    if (json.path("schemaVersion").asInt(0) != 2 || !(index || json.path("layers").isArray())) {
      throw new IllegalArgumentException(
          "it is no manifest of an image of schema version 2: save the image anew");
    }
    List<Descriptor> blobs = new ArrayList<>();
    if (!index) {
      Stream.concat(Stream.of(json.path("config")), json.path("layers").valueStream())
          .map(Descriptor::of)
          .forEach(blobs::add);
    }
    return new Manifest(
        json.path("mediaType").asString(index ? OCI_INDEX : OCI_MANIFEST),
        index,
        json.path("manifests").valueStream().map(Descriptor::of).toList(),
        blobs);
  }

  /**
   * A digest as manifests write it.
   *
   * @throws IllegalArgumentException when it is none of SHA-256
   */
  static Sha256 digest(String text) {
    if (!text.startsWith(HASHED)) {
      throw new IllegalArgumentException(
          "'%s' is no digest that is known here: sha256:HASH".formatted(text));
    }
    return new Sha256(text.substring(HASHED.length()));
  }

  /** As manifests write it. */
  static String digest(Sha256 hash) {
    return HASHED + hash.hex();
  }
}
