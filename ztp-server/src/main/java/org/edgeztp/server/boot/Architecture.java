package org.edgeztp.server.boot;

/** The processor and firmware family a client boots for (DHCP option 93, RFC 4578 and IANA). */
public enum Architecture {
  X86_BIOS,
  X86_64_UEFI,
  ARM64_UEFI,
  /** Announced by no option or by a code nothing here can boot. */
  UNKNOWN;

  /**
   * The family of an option 93 code. 7 and 9 both mean x86-64 in the field: the text of RFC 4578
   * had them swapped, and firmware follows either reading.
   */
  public static Architecture ofCode(int code) {
    return switch (code) {
      case 0 -> X86_BIOS;
      case 7, 9, 16 -> X86_64_UEFI;
      case 11, 19 -> ARM64_UEFI;
      default -> UNKNOWN;
    };
  }
}
