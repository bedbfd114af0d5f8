package org.edgeztp.assets;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people added for machines to boot: an installer of a vendor or a system that runs from
 * memory, each with its own kernel, or what ONIE installs a switch with. A folder with the files
 * and an {@code manifest.json}, made by {@code ztp assets add}.
 *
 * @param files by name; {@link #KERNEL} and {@link #INITRD}, or {@link #ONIE_INSTALLER}
 * @param suite release that Debian's installer installs, for example {@code trixie}
 * @param repository where the packages it installs are below the package mirror, for example {@code
 *     debian}
 * @param architecture Debian's name of what the kernel runs on, where its file tells
 */
public record Bootable(
    Map<String, Manifest.Content> files,
    Optional<String> suite,
    Optional<String> repository,
    Optional<String> architecture) {
  public static final String KERNEL = "kernel";
  public static final String INITRD = "initrd";

  /** The installer image that Ubuntu's kernel loads; its scripts want that ending. */
  public static final String ISO = "installer.iso";

  /** The root file system of a live Fedora CoreOS. */
  public static final String ROOTFS = "rootfs";

  /** The disk image that Flatcar's installer writes. */
  public static final String DISK_IMAGE = "disk-image";

  /** The installer of a switch's operating system. Not named as ONIE names what it asks for. */
  public static final String ONIE_INSTALLER = "switch-installer";

  private static final String DESCRIPTION = "manifest.json";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Bootable {
    files = Map.copyOf(requireNonNull(files, "files"));
    files.keySet().forEach(Checked.FILE_NAME::of);
    if (!files.containsKey(ONIE_INSTALLER) && !hasKernel(files)) {
      throw new IllegalArgumentException("it has neither kernel and initrd nor an ONIE installer");
    }
    suite = suite.map(Checked.SUITE::of);
    repository = repository.map(Checked.BELOW::of);
  }

  public boolean has(String file) {
    return files.containsKey(file);
  }

  boolean hasKernel() {
    return hasKernel(files);
  }

  private static boolean hasKernel(Map<String, Manifest.Content> files) {
    return files.containsKey(KERNEL) && files.containsKey(INITRD);
  }

  /**
   * Reads everything bootable in a folder, by name. A folder that is not there has none.
   *
   * @throws IOException saying what is missing or wrong
   */
  public static Map<String, Bootable> readAll(Path folder) throws IOException {
    Map<String, Bootable> found = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (var entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
        for (Path entry : entries) {
          String name = entry.getFileName().toString();
          if (Checked.FILE_NAME.matches(name)) {
            found.put(name, read(entry));
          }
        }
      }
    }
    return found;
  }

  private static Bootable read(Path folder) throws IOException {
    Path description = folder.resolve(DESCRIPTION);
    try {
      Written written = JSON.readValue(Files.readString(description), Written.class);
      var bootable =
          new Bootable(
              requireNonNull(written.files(), "files"),
              Optional.ofNullable(written.suite()),
              Optional.ofNullable(written.repository()),
              architecture(folder.resolve(KERNEL)));
      for (var file : bootable.files.entrySet()) {
        Manifest.checkSize(folder.resolve(file.getKey()), file.getValue().size());
      }
      return bootable;
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      throw new IOException("reading " + description, e);
    }
  }

  private static Optional<String> architecture(Path kernel) throws IOException {
    return Files.isRegularFile(kernel) ? KernelFile.architecture(kernel) : Optional.empty();
  }

  private record Written(
      @Nullable Map<String, Manifest.Content> files,
      @Nullable String suite,
      @Nullable String repository) {}
}
