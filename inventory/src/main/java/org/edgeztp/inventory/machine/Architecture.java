package org.edgeztp.inventory.machine;

/** The processor and firmware family a machine boots with. */
public enum Architecture {
  X86_BIOS,
  /** 32-bit UEFI: small boards and tablets of the years around 2014. */
  X86_UEFI,
  X86_64_UEFI,
  ARM64_UEFI,
  /** The ROM of a Raspberry Pi, which is no UEFI. */
  RASPBERRY_PI,
  /** Announced by nothing, or by a code that means nothing here. */
  UNKNOWN
}
