package org.edgeztp.inventory.layout;

import java.util.List;
import java.util.Optional;

/**
 * A file system or swap space, on a partition or on a logical volume.
 *
 * @param name of the logical volume; a partition has none
 * @param mount where it is mounted; swap is not
 * @param size in bytes; empty for what takes the rest
 */
public record Volume(
    Optional<String> name, Format format, Optional<String> mount, Optional<Long> size)
    implements Partition {
  /** What is made on it. */
  public enum Format {
    EXT4(16L << 20),
    /** mkfs.xfs makes no smaller one. */
    XFS(300L << 20),
    SWAP(1L << 20);

    private final long least;

    Format(long least) {
      this.least = least;
    }
  }

  private static final String ROOT = "/";
  private static final String BOOT = "/boot";

  /** Needed before anything but the root file system is mounted, or no place for files. */
  private static final List<String> TAKEN =
      List.of("/etc", "/usr", "/bin", "/sbin", "/lib", "/lib64", "/dev", "/proc", "/sys", "/run");

  /**
   * Checks what concerns it alone.
   *
   * @throws IllegalArgumentException saying what to change
   */
  public Volume {
    if (mount.isEmpty() != (format == Format.SWAP)) {
      throw new IllegalArgumentException(
          "a file system has a 'mount', and swap ('filesystem: swap') has none");
    }
    mount.ifPresent(Volume::check);
    if (mount.filter(ROOT::equals).isPresent() && format != Format.EXT4) {
      throw new IllegalArgumentException("/ is ext4, as the image is");
    }
    if (mount.filter(BOOT::equals).isPresent() && format != Format.EXT4) {
      throw new IllegalArgumentException("/boot is ext4, for the boot loader");
    }
    if (size.isPresent() && size.get() < format.least) {
      throw new IllegalArgumentException(
          "%s of %s is too small; it takes %s at least"
              .formatted(mount.orElse("swap"), Size.text(size.get()), Size.text(format.least)));
    }
  }

  /** The partition that boots where the root file system is somewhere else. */
  static Volume boot() {
    return new Volume(Optional.empty(), Format.EXT4, Optional.of(BOOT), Optional.of(512L << 20));
  }

  public boolean isRoot() {
    return mount.filter(ROOT::equals).isPresent();
  }

  public boolean isBoot() {
    return mount.filter(BOOT::equals).isPresent();
  }

  @Override
  public long least() {
    return size.orElse(format.least);
  }

  private static void check(String mount) {
    if (!mount.matches("/|(/[A-Za-z0-9_][A-Za-z0-9._-]*)+")) {
      throw new IllegalArgumentException("'" + mount + "' is no mount point");
    }
    if (TAKEN.stream().anyMatch(taken -> (mount + "/").startsWith(taken + "/"))) {
      throw new IllegalArgumentException(mount + " cannot be a file system of its own");
    }
    if (mount.startsWith(BOOT + "/")) {
      throw new IllegalArgumentException(mount + " is made for the boot loader anyway");
    }
  }
}
