package org.edgeztp.server.boot;

import java.util.Arrays;
import java.util.Optional;
import org.edgeztp.inventory.machine.Architecture;

/** A boot program that is no secret and belongs to no machine: firmware loads it by name. */
public enum BootFile {
  /** iPXE for BIOS machines, over the network card's own driver. */
  UNDIONLY("undionly.kpxe", Architecture.X86_BIOS),
  /** iPXE for x86-64 UEFI. */
  IPXE_EFI("ipxe.efi", Architecture.X86_64_UEFI),
  /** iPXE for ARM64 UEFI. */
  IPXE_ARM64("ipxe-arm64.efi", Architecture.ARM64_UEFI),
  /** GRUB for x86-64 UEFI that starts what is on the machine's own disk. */
  LOCALDISK_EFI("localdisk.efi", Architecture.X86_64_UEFI),
  /** The same for ARM64 UEFI. */
  LOCALDISK_ARM64("localdisk-arm64.efi", Architecture.ARM64_UEFI),
  /** Debian's GRUB for x86-64 UEFI. Without Secure Boot it is told to go on to iPXE. */
  GRUB_EFI("grubx64.efi", Architecture.X86_64_UEFI, IPXE_EFI),
  /** shim, which every UEFI firmware runs; it loads GRUB by that very name. */
  SHIM("shimx64.efi", Architecture.X86_64_UEFI, GRUB_EFI);

  private final String fileName;
  private final Architecture architecture;
  private final Optional<BootFile> loads;

  BootFile(String fileName, Architecture architecture) {
    this.fileName = fileName;
    this.architecture = architecture;
    this.loads = Optional.empty();
  }

  BootFile(String fileName, Architecture architecture, BootFile loads) {
    this.fileName = fileName;
    this.architecture = architecture;
    this.loads = Optional.of(loads);
  }

  public static Optional<BootFile> named(String name) {
    return Arrays.stream(values()).filter(file -> file.fileName.equals(name)).findFirst();
  }

  public String fileName() {
    return fileName;
  }

  /** What it runs on. */
  public Architecture architecture() {
    return architecture;
  }

  /** Whether a machine that is sent this program may come to ask for the other one. */
  public boolean leadsTo(BootFile other) {
    return this == other || loads.filter(next -> next.leadsTo(other)).isPresent();
  }
}
