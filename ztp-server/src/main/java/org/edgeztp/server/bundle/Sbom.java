package org.edgeztp.server.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.edgeztp.assets.Bootable;
import org.edgeztp.assets.Manifest;
import org.edgeztp.server.artifact.Artifact;
import org.edgeztp.server.artifact.ArtifactSlice;
import org.edgeztp.server.artifact.Image;
import org.edgeztp.server.repository.DebPackage;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is in a bundle as CycloneDX 1.6 (ECMA-424): each component with the part of the bundle that
 * it is in, and what has one with its package URL.
 */
final class Sbom {
  static final String ENTRY = "sbom.cdx.json";

  /** The property of a component that tells its part. */
  static final String PART = "edgeztp:part";

  /** The ending of what lists the packages of an image. */
  static final String LISTS = ".packages";

  private static final Pattern VERSION = Pattern.compile("(?m)^\\s*version\\s+['\"]([^'\"]+)['\"]");

  private final ArrayNode components = JsonNodeFactory.instance.arrayNode();

  /** Adds boot programs, kernel, ramdisk and images; their version is when they were built. */
  void addBoot(Manifest assets) {
    String built = assets.built().toString();
    new TreeMap<>(assets.files())
        .forEach(
            (file, content) -> component(Gathering.ASSETS, "file", file, built, content.sha256()));
    new TreeMap<>(assets.images())
        .forEach((name, image) -> system(Gathering.ASSETS, name, built, image));
  }

  private void system(String part, String name, String version, Manifest.Image image) {
    ObjectNode component = component(part, "operating-system", name, version, image.sha256());
    property(component, "edgeztp:file", image.file());
    property(component, "edgeztp:kernel", image.kernel());
    property(component, "edgeztp:architecture", image.architecture());
  }

  /** Adds disk images that people added; their version is what they call themselves. */
  void addDisks(Path installers, Map<String, Manifest.Image> disks) throws IOException {
    for (Map.Entry<String, Manifest.Image> disk : new TreeMap<>(disks).entrySet()) {
      Manifest.Image image = disk.getValue();
      String system = image.origin() == null ? "" : image.origin().system();
      system(Gathering.INSTALLERS, disk.getKey(), system, image);
      packages(disk.getKey(), installers.resolve(disk.getKey()).resolve("packages"));
    }
  }

  /** Adds what people added to the boot assets, each by its files. */
  void addInstallers(Map<String, Bootable> installers) {
    new TreeMap<>(installers)
        .forEach((name, added) ->
            new TreeMap<>(added.files())
                .forEach((file, content) ->
                    component(
                        Gathering.INSTALLERS,
                        "file",
                        name + "/" + file,
                        added.suite().orElse(""),
                        content.sha256())));
  }

  /** Adds cookbooks, each with the files that it consists of. */
  void addCookbooks(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> books;
    try (Stream<Path> found = Files.list(folder)) {
      books = found.filter(Files::isDirectory).sorted().toList();
    }
    for (Path book : books) {
      String name = String.valueOf(book.getFileName());
      Path metadata = book.resolve("metadata.rb");
      Matcher version = VERSION.matcher(Files.exists(metadata) ? Files.readString(metadata) : "");
      ObjectNode component =
          component(
              Gathering.COOKBOOKS, "library", name, version.find() ? version.group(1) : "", "");
      ArrayNode files = component.putArray("components");
      for (Part part : Part.below(name, book, Map.of())) {
        try (InputStream in = part.bytes().open()) {
          hash(
              files.addObject().put("type", "file").put("name", part.path()),
              Hash.copy(in, OutputStream.nullOutputStream()));
        }
      }
    }
  }

  void addArtifacts(ArtifactSlice slice) {
    for (Artifact one : slice.artifacts()) {
      ObjectNode component =
          component(Gathering.ARTIFACTS, "file", one.name(), one.version(), one.sha256());
      component.put(
          "purl",
          "pkg:generic/%s@%s?arch=%s&checksum=sha256:%s&file_name=%s"
              .formatted(
                  escaped(one.name()),
                  escaped(one.version()),
                  escaped(one.arch()),
                  one.sha256(),
                  escaped(one.file())));
      property(component, "edgeztp:path", one.path());
    }
    for (Image one : slice.images()) {
      ObjectNode component =
          component(Gathering.ARTIFACTS, "container", one.name(), one.tag(), one.digest());
      component.put("purl", url(one));
      one.platforms().forEach(platform -> property(component, "edgeztp:platform", platform));
    }
  }

  /** Of the purl type {@code oci}: the last part of the name, with the rest beside. */
  private static String url(Image image) {
    int slash = image.name().lastIndexOf('/');
    return "pkg:oci/%s@%s?%stag=%s"
        .formatted(
            escaped(image.name().substring(slash + 1)),
            escaped("sha256:" + image.digest()),
            slash < 0 ? "" : "repository_url=" + escaped(image.name()).replace("%2F", "/") + "&",
            escaped(image.tag()));
  }

  /**
   * Adds what is in images, by the lists beside them: name, version and architecture of a package a
   * line.
   */
  void addImages(Path assets, Set<String> images) throws IOException {
    for (String image : new TreeSet<>(images)) {
      packages(image, assets.resolve(image + LISTS));
    }
  }

  private void packages(String image, Path list) throws IOException {
    for (String line : Files.exists(list) ? Files.readAllLines(list) : List.<String>of()) {
      String[] words = line.split(" ", -1);
      if (words.length == 3) {
        deb("image " + image, "debian", words[0], words[1], words[2], "");
      }
    }
  }

  void addPackages(List<DebPackage> packages) {
    for (DebPackage deb : packages) {
      deb(
          Gathering.PACKAGES,
          deb.origin(),
          deb.name(),
          deb.version(),
          deb.architecture(),
          deb.sha256());
    }
  }

  private void deb(
      String part, String origin, String name, String version, String architecture, String sha256) {
    component(part, "library", name, version, sha256)
        .put(
            "purl",
            "pkg:deb/%s/%s@%s?arch=%s"
                .formatted(
                    escaped(origin), escaped(name), escaped(version), escaped(architecture)));
  }

  /** Adds one; what it lacks of version and hash is empty. */
  private ObjectNode component(
      String part, String type, String name, String version, String sha256) {
    ObjectNode component = components.addObject();
    component.put("type", type).put("bom-ref", String.valueOf(components.size())).put("name", name);
    if (!version.isEmpty()) {
      component.put("version", version);
    }
    if (!sha256.isEmpty()) {
      hash(component, sha256);
    }
    property(component, PART, part);
    return component;
  }

  private static void hash(ObjectNode component, String sha256) {
    component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", sha256);
  }

  private static void property(ObjectNode component, String name, String value) {
    component.withArray("properties").addObject().put("name", name).put("value", value);
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
}
