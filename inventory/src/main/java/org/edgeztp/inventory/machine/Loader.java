package org.edgeztp.inventory.machine;

/** Which programs the UEFI firmware of a machine runs. */
public enum Loader {
  /** Nothing has run on it yet. */
  UNKNOWN,
  /** iPXE, which Debian does not sign: Secure Boot is off. */
  IPXE,
  /** Debian's signed GRUB behind shim: Secure Boot may be on. */
  SIGNED
}
