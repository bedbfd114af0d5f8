package org.edgeztp.assets;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code build.sh} made, as its {@code manifest.json} tells.
 *
 * @param built when
 * @param suite the Debian release of ramdisk and images, for example {@code trixie}
 * @param files boot programs, kernel and ramdisk, by file name
 * @param images disk images by the name that profiles use, for example {@code debian-13}
 */
public record Manifest(
    Instant built, String suite, Map<String, Content> files, Map<String, Image> images) {
  private static final String AMD64 = "amd64";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Manifest {
    requireNonNull(built, "built");
    suite = Checked.SUITE.of(requireNonNull(suite, "suite"));
    files = Map.copyOf(requireNonNull(files, "files"));
    images = Map.copyOf(requireNonNull(images, "images"));
  }

  /**
   * A file of this size, in bytes, with this SHA-256 in lower-case hexadecimal digits.
   *
   * @param size in bytes
   */
  public record Content(long size, String sha256) {
    public Content {
      sha256 = Checked.SHA256.of(requireNonNull(sha256, "sha256"));
    }
  }

  /**
   * A disk image.
   *
   * @param file its name, beside the manifest
   * @param size of the file, in bytes
   * @param sha256 of the file
   * @param rawSize unpacked, in bytes
   * @param kernel the version of the kernel in it; of one that was built here the ramdisk's as well
   * @param architecture Debian's name of what it runs on; {@code amd64} where none is told
   * @param origin of one that was made elsewhere
   */
  public record Image(
      String file,
      long size,
      String sha256,
      long rawSize,
      String kernel,
      @Nullable String architecture,
      @Nullable Origin origin) {
    public Image {
      requireNonNull(file, "file");
      sha256 = Checked.SHA256.of(requireNonNull(sha256, "sha256"));
      requireNonNull(kernel, "kernel");
    }

    @Override
    public String architecture() {
      return Objects.requireNonNullElse(architecture, AMD64);
    }

    /** The same with its file below this folder. */
    Image below(String folder) {
      return new Image(folder + "/" + file, size, sha256, rawSize, kernel, architecture, origin);
    }
  }

  /**
   * What an image was before it was added.
   *
   * @param suite the Debian release in it
   * @param system what it calls itself: {@code PRETTY_NAME} of os-release
   * @param format {@code qcow2}, {@code raw} or {@code tar}
   */
  public record Origin(String suite, String system, String format) {
    public Origin {
      suite = Checked.SUITE.of(requireNonNull(suite, "suite"));
      requireNonNull(system, "system");
      requireNonNull(format, "format");
    }
  }

  /** The Debian release in one of the images. */
  public String suite(Image image) {
    return image.origin() == null ? suite : image.origin().suite();
  }

  /**
   * It with images that were added.
   *
   * @throws IOException when it has one of that name itself
   */
  public Manifest with(Map<String, Image> added) throws IOException {
    Map<String, Image> all = new HashMap<>(images);
    for (var image : added.entrySet()) {
      if (all.put(image.getKey(), image.getValue()) != null) {
        throw new IOException(
            ("an image '%s' was built and another was added: remove its folder from those added, or"
                    + " add it by another name")
                .formatted(image.getKey()));
      }
    }
    return new Manifest(built, suite, files, all);
  }

  /**
   * The image that a profile names, for machines of one architecture: of that name, or of {@code
   * NAME-ARCHITECTURE}.
   *
   * @param architecture Debian's name of it
   */
  public Optional<Image> image(String name, String architecture) {
    return Stream.of(name, name + "-" + architecture)
        .flatMap(key -> Stream.ofNullable(images.get(key)))
        .filter(image -> image.architecture().equals(architecture))
        .findFirst();
  }

  /** The images that a profile means by a name, for whichever architecture. */
  public List<Image> images(String name) {
    return images.values().stream()
        .filter(image -> image(name, image.architecture()).filter(image::equals).isPresent())
        .toList();
  }

  /**
   * Reads the manifest of a directory and checks that every file it tells of is there with its
   * size. Contents are not hashed: the machines do that with what they get.
   *
   * @throws IOException saying what is missing or wrong
   */
  public static Manifest read(Path directory) throws IOException {
    Path file = directory.resolve("manifest.json");
    Manifest manifest;
    try {
      manifest = JSON.readValue(Files.readString(file), Manifest.class);
    } catch (NoSuchFileException e) {
      throw new IOException(
          directory + " has no boot assets: build them with 'ztp assets' and name the folder", e);
    } catch (JacksonException e) {
      throw new IOException("reading " + file, e);
    }
    for (var entry : manifest.files.entrySet()) {
      checkSize(directory.resolve(entry.getKey()), entry.getValue().size());
    }
    for (Image image : manifest.images.values()) {
      checkSize(directory.resolve(image.file()), image.size());
    }
    return manifest;
  }

  /** It as a {@code manifest.json}. */
  public byte[] toJson() {
    return JSON.writeValueAsBytes(this);
  }

  static void checkSize(Path file, long size) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("the manifest tells of " + file + ", which is not there");
    }
    if (Files.size(file) != size) {
      throw new IOException(
          file + " has " + Files.size(file) + " bytes, the manifest says " + size);
    }
  }
}
