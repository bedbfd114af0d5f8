package org.edgeztp.server.tftp;

import org.edgeztp.inventory.machine.Machine;

/** The texts that boot programs ask for by fixed names, made where all scripts are made. */
public interface BootScripts {
  /** The configuration of the signed GRUB on the machine. Counts as a boot of it. */
  String grub(Machine machine);

  /** What iPXE does first. */
  String autoexec();

  /** What ONIE runs on the switch. */
  String installer(Machine machine);
}
