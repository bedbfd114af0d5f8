package org.edgeztp.server.boot;

/** A boot program that is no secret and belongs to no machine: firmware loads it by name. */
public enum BootFile {
  /** iPXE for BIOS machines, over the network card's own driver. */
  UNDIONLY("undionly.kpxe"),
  /** iPXE for x86-64 UEFI. */
  IPXE_EFI("ipxe.efi"),
  /** GRUB for x86-64 UEFI that starts what is on the machine's own disk. */
  LOCALDISK_EFI("localdisk.efi");

  private final String fileName;

  BootFile(String fileName) {
    this.fileName = fileName;
  }

  public String fileName() {
    return fileName;
  }
}
