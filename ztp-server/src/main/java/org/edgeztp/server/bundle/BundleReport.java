package org.edgeztp.server.bundle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a bundle has, for people and for programs.
 *
 * @param components of its SBOM, without the packages, which are many
 */
record BundleReport(BundleManifest manifest, List<Component> components) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final double MIB = 1 << 20;

  /**
   * A component.
   *
   * @param type as CycloneDX names it
   * @param version empty where it has none
   * @param sha256 empty for a folder
   */
  record Component(String part, String type, String name, String version, String sha256) {
    private static Component of(JsonNode json) {
      String part =
          json.path("properties")
              .valueStream()
              .filter(property -> property.path("name").asString("").equals(Sbom.PART))
              .map(property -> property.path("value").asString(""))
              .findFirst()
              .orElse("");
      return new Component(
          part,
          json.path("type").asString(""),
          json.path("name").asString(""),
          json.path("version").asString(""),
          json.path("hashes").path(0).path("content").asString(""));
    }

    private boolean isPackage() {
      return type.equals("library") && !part.equals(Gathering.COOKBOOKS);
    }
  }

  /**
   * Reads it.
   *
   * @param sbom that of the bundle, verified
   * @throws BadBundle when the SBOM cannot be read
   */
  static BundleReport of(BundleManifest manifest, byte[] sbom) throws BadBundle {
    try {
      return new BundleReport(
          manifest,
          JSON.readTree(sbom)
              .path("components")
              .valueStream()
              .map(Component::of)
              .filter(component -> !component.isPackage())
              .toList());
    } catch (JacksonException e) {
      throw new BadBundle("the bundle's " + Sbom.ENTRY + " cannot be read", e);
    }
  }

  void print(Consumer<String> lines) {
    describe(manifest, lines);
    for (Component one : components) {
      lines.accept(
          "  %-12s %-34s %-24s %.12s"
              .formatted(one.part(), one.name(), one.version(), one.sha256())
              .stripTrailing());
    }
  }

  /** Of whom it is, and how much there is of each part. */
  static void describe(BundleManifest manifest, Consumer<String> lines) {
    lines.accept(
        "%s of %s, signed by %s".formatted(manifest.name(), manifest.created(), manifest.key()));
    parts(manifest)
        .forEach((part, size) ->
            lines.accept("  %-14s %6d files %8.1f MiB".formatted(part, size[0], size[1] / MIB)));
    lines.accept("  packages of archives: " + manifest.packages());
  }

  ObjectNode json() {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown
        .put("name", manifest.name())
        .put("created", manifest.created().toString())
        .put("key", manifest.key())
        .put("format", manifest.format())
        .put("packages", manifest.packages());
    ObjectNode parts = shown.putObject("parts");
    parts(manifest)
        .forEach((part, size) -> parts.putObject(part).put("files", size[0]).put("bytes", size[1]));
    var listed = shown.putArray("components");
    components.forEach(one -> listed.add(JSON.<JsonNode>valueToTree(one)));
    return shown;
  }

  /** Files and bytes of each part. */
  private static Map<String, long[]> parts(BundleManifest manifest) {
    Map<String, long[]> parts = new LinkedHashMap<>();
    for (Content content : manifest.files()) {
      long[] size = parts.computeIfAbsent(content.part(), _ -> new long[2]);
      size[0]++;
      size[1] += content.size();
    }
    return parts;
  }
}
