package org.edgeztp.assets;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
    for (AddedFolder added : AddedFolder.list(folder)) {
      if (added.image() == null) {
        found.put(added.name(), of(added));
      }
    }
    return found;
  }

  private static Bootable of(AddedFolder added) throws IOException {
    try {
      var bootable =
          new Bootable(
              requireNonNull(added.files(), "files"),
              Optional.ofNullable(added.suite()),
              Optional.ofNullable(added.repository()),
              architecture(added.path().resolve(KERNEL)));
      for (var file : bootable.files.entrySet()) {
        Manifest.checkSize(added.path().resolve(file.getKey()), file.getValue().size());
      }
      return bootable;
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new IOException("reading " + added.manifest(), e);
    }
  }

  private static Optional<String> architecture(Path kernel) throws IOException {
    return Files.isRegularFile(kernel) ? KernelFile.architecture(kernel) : Optional.empty();
  }
}
