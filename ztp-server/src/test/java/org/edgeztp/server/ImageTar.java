package org.edgeztp.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** A small container image, written as the tools of the field do. */
final class ImageTar {
  static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  static final String INDEX = "application/vnd.oci.image.index.v1+json";

  private static final JsonMapper JSON = new JsonMapper();

  final Map<String, byte[]> entries = new LinkedHashMap<>();
  final List<byte[]> layers = new ArrayList<>();
  private final List<Map<String, Object>> roots = new ArrayList<>();

  static String digest(byte[] content) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> blob(String type, byte[] content) {
    entries.put("blobs/sha256/" + digest(content).substring(7), content);
    return new LinkedHashMap<>(
        Map.of("mediaType", type, "digest", digest(content), "size", content.length));
  }

  /** A tar file with one file of so many random bytes in it. */
  private static byte[] layer(int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    var out = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(out)) {
      put(tar, "file-" + bytes, content);
    }
    return out.toByteArray();
  }

  private static byte[] config(String architecture, List<byte[]> layers) {
    return JSON.writeValueAsBytes(
        Map.of(
            "architecture",
            architecture,
            "os",
            "linux",
            "config",
            Map.of("Cmd", List.of("/bin/true")),
            "rootfs",
            Map.of("type", "layers", "diff_ids", layers.stream().map(ImageTar::digest).toList())));
  }

  /** Adds an image, and answers what names its manifest. */
  Map<String, Object> image(String architecture, int... sizes) throws IOException {
    List<byte[]> own = new ArrayList<>();
    for (int size : sizes) {
      own.add(layer(size));
    }
    layers.addAll(own);
    byte[] manifest =
        JSON.writeValueAsBytes(
            Map.of(
                "schemaVersion",
                2,
                "mediaType",
                MANIFEST,
                "config",
                blob("application/vnd.oci.image.config.v1+json", config(architecture, own)),
                "layers",
                own.stream()
                    .map(layer -> blob("application/vnd.oci.image.layer.v1.tar", layer))
                    .toList()));
    Map<String, Object> named = blob(MANIFEST, manifest);
    named.put("platform", Map.of("architecture", architecture, "os", "linux"));
    return named;
  }

  /** Adds an index over images. */
  Map<String, Object> index(List<Map<String, Object>> images) {
    return blob(
        INDEX,
        JSON.writeValueAsBytes(
            Map.of("schemaVersion", 2, "mediaType", INDEX, "manifests", images)));
  }

  /** Has the layout call something by a tag. */
  ImageTar called(String tag, Map<String, Object> named) {
    named.put("annotations", Map.of("org.opencontainers.image.ref.name", tag));
    roots.add(named);
    return this;
  }

  /** One image alone. */
  static ImageTar of(int... sizes) throws IOException {
    var image = new ImageTar();
    return image.called("latest", image.image("amd64", sizes));
  }

  void write(Path file) throws IOException {
    entries.put(
        "oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
    entries.put(
        "index.json", JSON.writeValueAsBytes(Map.of("schemaVersion", 2, "manifests", roots)));
    writeEntries(file);
  }

  /** As {@code docker save} did before Docker 25. */
  void writeSaved(Path file) throws IOException {
    byte[] config = config("amd64", layers);
    String configName = digest(config).substring(7) + ".json";
    List<String> names = new ArrayList<>();
    entries.clear();
    entries.put(configName, config);
    for (byte[] layer : layers) {
      String name = digest(layer).substring(7) + "/layer.tar";
      entries.put(name, layer);
      names.add(name);
    }
    entries.put(
        "manifest.json",
        JSON.writeValueAsBytes(
            List.of(
                Map.of("Config", configName, "RepoTags", List.of("x:latest"), "Layers", names))));
    writeEntries(file);
  }

  private void writeEntries(Path file) throws IOException {
    try (var tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        put(tar, entry.getKey(), entry.getValue());
      }
    }
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setModTime(0);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
