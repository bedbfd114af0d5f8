package org.edgeztp.server.artifact;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.edgeztp.server.artifact.Manifest.Descriptor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A container image in a tar file: an OCI image layout, as {@code podman save --format
 * oci-archive}, {@code skopeo copy} and {@code docker save} of Docker 25 on write it, or the older
 * form of {@code docker save}, whose layers get a manifest here.
 */
public final class OciArchive implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  private final Path file;
  private final TarFile tar;
  private final Map<String, TarArchiveEntry> entries = new HashMap<>();
  private final Map<String, Content> contents = new LinkedHashMap<>();

  private OciArchive(Path file) throws IOException {
    this.file = file;
    this.tar = new TarFile(file);
    tar.getEntries()
        .forEach(entry -> entries.put(entry.getName().replaceFirst("^(\\./)+", ""), entry));
  }

  /**
   * Opens a file.
   *
   * @throws IOException when it is no tar file
   */
  public static OciArchive open(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] magic = in.readNBytes(2);
      if (Arrays.equals(magic, GZIP)) {
        throw new IOException(file + " is compressed: unpack it first, by gunzip");
      }
    }
    return new OciArchive(file);
  }

  /**
   * What an image consists of, its own manifest or index last.
   *
   * @param tag which of several it is, where the archive has more than one
   * @throws IOException saying what is wrong with the archive
   */
  public List<Content> image(String tag) throws IOException {
    try {
      if (entries.containsKey("index.json")) {
        add(root(Manifest.parse(read("index.json")), tag), false);
      } else if (entries.containsKey("manifest.json")) {
        addSaved(JSON.readTree(read("manifest.json")));
      } else {
        throw new IllegalArgumentException(
            "it has no index.json and no manifest.json: save the image by podman save --format"
                + " oci-archive, skopeo copy or docker save");
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
    return List.copyOf(contents.values());
  }

  private static Descriptor root(Manifest layout, String tag) {
    List<Descriptor> all = layout.manifests();
    List<Descriptor> tagged =
        all.stream()
            .filter(one ->
                one.ref().filter(ref -> ref.equals(tag) || ref.endsWith(":" + tag)).isPresent())
            .toList();
    if (tagged.size() == 1 || all.size() == 1) {
      return tagged.size() == 1 ? tagged.getFirst() : all.getFirst();
    }
    throw new IllegalArgumentException(
        "it has %d images, of which %d have the tag %s; there are %s"
            .formatted(
                all.size(),
                tagged.size(),
                tag,
                all.stream().map(Descriptor::ref).flatMap(Optional::stream).toList()));
  }

  /**
   * Adds a manifest behind all that it names.
   *
   * @param elsewhere whether it may be missing, as the images of other platforms are
   */
  private void add(Descriptor descriptor, boolean elsewhere) throws IOException {
    if (elsewhere && !entries.containsKey(entry(descriptor.digest()))) {
      return;
    }
    Manifest manifest = Manifest.parse(read(entry(descriptor.digest())));
    for (Descriptor one : manifest.manifests()) {
      add(one, true);
    }
    for (Descriptor one : manifest.blobs()) {
      put(one.digest(), needed(entry(one.digest())));
    }
    put(descriptor.digest(), needed(entry(descriptor.digest())));
  }

  private void put(Sha256 hash, TarArchiveEntry entry) {
    contents.put(
        hash.hex(), new Content(hash.hex(), entry.getSize(), () -> tar.getInputStream(entry)));
  }

  /** What {@code docker save} wrote before Docker 25: configuration and layers, without hashes. */
  private void addSaved(JsonNode saved) throws IOException {
    if (saved.size() != 1) {
      throw new IllegalArgumentException(
          "it has %d images: save one alone".formatted(saved.size()));
    }
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("schemaVersion", 2).put("mediaType", Manifest.OCI_MANIFEST);
    manifest.set(
        "config", addSaved(saved.path(0).path("Config").asString(""), Manifest.OCI_CONFIG));
    var layers = manifest.putArray("layers");
    for (JsonNode layer : saved.path(0).path("Layers")) {
      layers.add(addSaved(layer.asString(""), Manifest.OCI_LAYER));
    }
    byte[] bytes = JSON.writeValueAsBytes(manifest);
    String hash = Sha256.of(new ByteArrayInputStream(bytes)).hex();
    contents.put(hash, new Content(hash, bytes.length, () -> new ByteArrayInputStream(bytes)));
  }

  private ObjectNode addSaved(String name, String type) throws IOException {
    TarArchiveEntry entry = needed(name);
    Sha256 hash;
    try (InputStream in = tar.getInputStream(entry)) {
      hash = Sha256.of(in);
    }
    put(hash, entry);
    return JSON.createObjectNode()
        .put("mediaType", type)
        .put("digest", Manifest.digest(hash))
        .put("size", entry.getSize());
  }

  private static String entry(Sha256 hash) {
    return "blobs/sha256/" + hash.hex();
  }

  private TarArchiveEntry needed(String name) {
    TarArchiveEntry entry = entries.get(name);
    if (entry == null || !entry.isFile()) {
      throw new IllegalArgumentException(
          "%s is missing in it: save the image anew".formatted(name));
    }
    return entry;
  }

  private byte[] read(String name) throws IOException {
    TarArchiveEntry entry = needed(name);
    if (entry.getSize() > Manifest.LONGEST) {
      throw new IllegalArgumentException(name + " is too large for a manifest");
    }
    try (InputStream in = tar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
