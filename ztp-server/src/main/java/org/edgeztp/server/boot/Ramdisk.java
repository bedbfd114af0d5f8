package org.edgeztp.server.boot;

import java.util.Optional;
import org.edgeztp.inventory.machine.Architecture;

/** A kernel with its ramdisk, by the names they have among the boot assets. */
public enum Ramdisk {
  AMD64("amd64", "vmlinuz", "ramdisk.cpio.zst"),
  ARM64("arm64", "vmlinuz-arm64", "ramdisk-arm64.cpio.zst");

  private final String architecture;
  private final String kernel;
  private final String archive;

  Ramdisk(String architecture, String kernel, String archive) {
    this.architecture = architecture;
    this.kernel = kernel;
    this.archive = archive;
  }

  /** The one that a machine of the architecture runs. */
  public static Optional<Ramdisk> of(Architecture architecture) {
    return switch (architecture) {
      case X86_BIOS, X86_64_UEFI -> Optional.of(AMD64);
      case ARM64_UEFI -> Optional.of(ARM64);
      case X86_UEFI, RASPBERRY_PI, UNKNOWN -> Optional.empty();
    };
  }

  /** Debian's name of what it runs on. */
  public String architecture() {
    return architecture;
  }

  public String kernel() {
    return kernel;
  }

  /** The packed file system. */
  public String archive() {
    return archive;
  }
}
