package org.edgeztp.server.boot;

/** Which program on the machine is asking. Derived once, from the DHCP packet. */
public enum Firmware {
  /** A PXE ROM of a BIOS machine: fetches a real-mode program by TFTP. */
  BIOS,
  /** The PXE client of UEFI firmware: fetches an EFI program by TFTP. */
  UEFI,
  /** The HTTP boot client of UEFI firmware: fetches an EFI program by URL. */
  UEFI_HTTP,
  /** iPXE, ours or the network card's own: fetches a script by URL. */
  IPXE,
  /** ONIE on a switch: fetches an installer by URL, or by the names it knows. */
  ONIE,
  /** SONiC on a switch: fetches the JSON of its zero touch provisioning by URL. */
  SONIC,
  /**
   * Another system on a switch, such as Cumulus Linux: fetches a script by the URL of option 239.
   */
  SWITCH_SYSTEM,
  /** The signed GRUB behind shim: fetches its configuration by the way it came; asks no DHCP. */
  GRUB,
  /** The ROM of a Raspberry Pi: fetches the files of its own firmware by TFTP. */
  RASPBERRY_PI,
  /** Not a boot client: an operating system or a ramdisk that wants an address. */
  NONE
}
