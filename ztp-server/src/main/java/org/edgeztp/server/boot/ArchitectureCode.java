package org.edgeztp.server.boot;

import org.edgeztp.inventory.machine.Architecture;

/** The numbers that boot clients announce themselves with (RFC 4578, RFC 5970 and IANA). */
public final class ArchitectureCode {
  private ArchitectureCode() {}

  /** 7 and 9 both mean x86-64: the text of RFC 4578 had them swapped, firmware follows either. */
  public static Architecture of(int code) {
    return switch (code) {
      case 0 -> Architecture.X86_BIOS;
      case 6, 15 -> Architecture.X86_UEFI;
      case 7, 9, 16 -> Architecture.X86_64_UEFI;
      case 11, 19 -> Architecture.ARM64_UEFI;
      case 41 -> Architecture.RASPBERRY_PI;
      default -> Architecture.UNKNOWN;
    };
  }
}
