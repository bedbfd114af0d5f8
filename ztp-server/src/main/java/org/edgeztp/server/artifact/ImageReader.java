package org.edgeztp.server.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.WrongField;
import org.edgeztp.server.artifact.Manifest.Descriptor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds all that an image consists of, by its manifest. For one image. */
final class ImageReader {
  private static final JsonMapper JSON = new JsonMapper();

  private final Blobs blobs;
  private final Map<String, String> manifests = new LinkedHashMap<>();
  private final Set<String> contents = new TreeSet<>();
  private final Set<String> platforms = new TreeSet<>();
  private long size;

  ImageReader(Blobs blobs) {
    this.blobs = blobs;
  }

  /**
   * Follows a manifest or an index to its layers. Of an index those manifests count that are here:
   * an archive often has the image of one platform alone.
   *
   * @return why it is not complete
   */
  Optional<Problem> read(Sha256 digest) throws IOException {
    if (manifests.containsKey(digest.hex())) {
      return Optional.empty();
    }
    Optional<Path> file = blobs.find(digest);
    if (file.isEmpty()) {
      return missing(digest);
    }
    Manifest manifest = parse(file.get());
    manifests.put(digest.hex(), manifest.mediaType());
    size += Files.size(file.get());
    return manifest.isIndex() ? readAll(manifest) : readOne(manifest);
  }

  private static Manifest parse(Path file) throws IOException {
    try {
      if (Files.size(file) > Manifest.LONGEST) {
        throw new IllegalArgumentException("a manifest has 4 MiB at most");
      }
      return Manifest.parse(Files.readAllBytes(file));
    } catch (IllegalArgumentException e) {
      throw new WrongField("digest", String.valueOf(e.getMessage()));
    }
  }

  private Optional<Problem> readAll(Manifest index) throws IOException {
    int before = manifests.size();
    for (Descriptor one : index.manifests()) {
      if (blobs.find(one.digest()).isPresent()) {
        Optional<Problem> problem = read(one.digest());
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return manifests.size() == before
        ? Optional.of(Problem.conflict("none of the manifests is here that its index names"))
        : Optional.empty();
  }

  private Optional<Problem> readOne(Manifest manifest) throws IOException {
    for (Descriptor one : manifest.blobs()) {
      Optional<Path> file = blobs.find(one.digest());
      if (file.isEmpty()) {
        return missing(one.digest());
      }
      if (Files.size(file.get()) != one.size()) {
        throw new WrongField(
            "digest",
            "its manifest tells %d bytes of sha256:%s, which has %d"
                .formatted(one.size(), one.digest(), Files.size(file.get())));
      }
      if (contents.add(one.digest().hex())) {
        size += one.size();
      }
    }
    platform(blobs.find(manifest.blobs().getFirst().digest()).orElseThrow())
        .ifPresent(platforms::add);
    return Optional.empty();
  }

  private static Optional<Problem> missing(Sha256 digest) {
    return Optional.of(
        Problem.conflict(
            "sha256:%1$s of the image is not here: PUT it to /api/v1/uploads/%1$s first"
                .formatted(digest)));
  }

  /** What a configuration says that the image runs on; signatures and the like say nothing. */
  private static Optional<String> platform(Path config) throws IOException {
    if (Files.size(config) > Manifest.LONGEST) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(config));
      String architecture = json.path("architecture").asString("");
      return architecture.isEmpty() || architecture.equals("unknown")
          ? Optional.empty()
          : Optional.of(json.path("os").asString("linux") + "/" + architecture);
    } catch (JacksonException noConfiguration) {
      return Optional.empty();
    }
  }

  /** What was read, as an image. */
  Image image(String name, String tag, Sha256 digest, Instant now, String by) {
    return new Image(
        name,
        tag,
        digest.hex(),
        manifests,
        contents.stream().toList(),
        size,
        platforms.stream().toList(),
        now,
        by);
  }
}
