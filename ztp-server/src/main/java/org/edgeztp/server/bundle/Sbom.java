package org.edgeztp.server.bundle;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.edgeztp.server.repository.DebPackage;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The packages of a bundle as CycloneDX 1.6 (ECMA-424), each with its package URL. */
final class Sbom {
  static final String ENTRY = "sbom.cdx.json";
  private static final String LISTS = ".packages";

  private final ArrayNode components = JsonNodeFactory.instance.arrayNode();

  /**
   * Adds what is in the images, by the lists beside them: name, version and architecture of a
   * package a line.
   */
  void addImages(Path assets) throws IOException {
    List<Path> lists;
    try (Stream<Path> found = Files.list(assets)) {
      lists = found.filter(file -> file.toString().endsWith(LISTS)).sorted().toList();
    }
    for (Path list : lists) {
      String file = String.valueOf(list.getFileName());
      String image = "image " + file.substring(0, file.length() - LISTS.length());
      for (String line : Files.readAllLines(list)) {
        String[] words = line.split(" ", -1);
        if (words.length == 3) {
          component(image, "debian", words[0], words[1], words[2]);
        }
      }
    }
  }

  void addPackages(List<DebPackage> packages) {
    for (DebPackage deb : packages) {
      component("packages", deb.origin(), deb.name(), deb.version(), deb.architecture())
          .putArray("hashes")
          .addObject()
          .put("alg", "SHA-256")
          .put("content", deb.sha256());
    }
  }

  private ObjectNode component(
      String part, String origin, String name, String version, String architecture) {
    String url =
        "pkg:deb/%s/%s@%s?arch=%s"
            .formatted(escaped(origin), escaped(name), escaped(version), escaped(architecture));
    ObjectNode component = components.addObject();
    component
        .put("type", "library")
        .put("bom-ref", part + " " + url)
        .put("name", name)
        .put("version", version)
        .put("purl", url);
    component.putArray("properties").addObject().put("name", "edgeztp:part").put("value", part);
    return component;
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%7E", "~");
  }

  /** The file, for a bundle of this name. */
  byte[] toJson(String name, Instant now) {
    ObjectNode sbom = JsonNodeFactory.instance.objectNode();
    sbom.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
    ObjectNode metadata = sbom.putObject("metadata");
    metadata.put("timestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
    metadata.putObject("component").put("type", "data").put("name", name);
    sbom.set("components", components);
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(sbom)
        .getBytes(StandardCharsets.UTF_8);
  }

  int size() {
    return components.size();
  }
}
