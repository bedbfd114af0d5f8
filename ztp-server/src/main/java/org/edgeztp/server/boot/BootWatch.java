package org.edgeztp.server.boot;

import static org.edgeztp.inventory.machine.Architecture.X86_64_UEFI;
import static org.edgeztp.inventory.machine.State.CONVERGING;
import static org.edgeztp.inventory.machine.State.HANDING_OFF;
import static org.edgeztp.inventory.machine.State.INSTALLED;
import static org.edgeztp.inventory.machine.State.IN_SERVICE;
import static org.edgeztp.inventory.machine.State.VERIFYING;
import static org.edgeztp.inventory.machine.State.WAITING;

import java.util.EnumSet;
import java.util.Set;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.BootTrail;
import org.edgeztp.inventory.machine.Loader;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;

/** Follows the boots of machines: which programs run on them, and whether they go in circles. */
final class BootWatch {
  private static final Set<State> WITH_A_SYSTEM =
      EnumSet.of(INSTALLED, WAITING, CONVERGING, VERIFYING, HANDING_OFF, IN_SERVICE);

  private final Inventory inventory;

  BootWatch(Inventory inventory) {
    this.inventory = inventory;
  }

  /** What the program that asks says of those that were sent before. */
  Machine asked(Machine machine, Client client) {
    if (client.architecture() != X86_64_UEFI) {
      return machine;
    }
    return switch (client.firmware()) {
      case IPXE -> inventory.remember(machine, trail -> trail.runs(Loader.IPXE));
      case UEFI, UEFI_HTTP -> machine.trail().awaited() ? gaveUp(machine) : machine;
      case BIOS, GRUB, RASPBERRY_PI, ONIE, SONIC, SWITCH_SYSTEM, NONE -> machine;
    };
  }

  /** The machine came for a boot program by its name. */
  void fetched(Machine machine, BootFile program) {
    switch (program) {
      case SHIM -> inventory.remember(machine, BootTrail::fetched);
      // After GRUB it is GRUB's next step, which the firmware had no say in.
      case IPXE_EFI -> {
        if (machine.trail().loader() != Loader.SIGNED) {
          inventory.remember(machine, trail -> trail.runs(Loader.IPXE).fetched());
        }
      }
      case LOCALDISK_EFI, LOCALDISK_ARM64 -> counted(machine);
      case UNDIONLY, IPXE_ARM64, GRUB_EFI -> {}
    }
  }

  /** A program on the machine came for its script. */
  Machine reads(Machine machine, Firmware reader) {
    boolean news = reader == Firmware.GRUB && machine.trail().loader() != Loader.IPXE;
    return counted(
        news ? inventory.remember(machine, trail -> trail.runs(Loader.SIGNED)) : machine);
  }

  /** Counts a boot, and says when it is one too many. */
  Machine counted(Machine machine) {
    Machine booted = inventory.booted(machine);
    return BootLoop.of(booted)
        .map(looped -> inventory.apply(booted, looped).after(booted))
        .orElse(booted);
  }

  /** An installed machine's own system asks for its address: what it boots, boots. */
  void settle(Machine machine) {
    if (!WITH_A_SYSTEM.contains(machine.state()) || machine.trail().boots() == 0) {
      return;
    }
    Machine settled = inventory.remember(machine, BootTrail::settled);
    if (settled.fault().isPresent()) {
      inventory.apply(settled, new Event.BootSettled());
    }
  }

  private Machine gaveUp(Machine machine) {
    String text =
        switch (machine.trail().loader()) {
          case IPXE ->
              "its firmware fetched iPXE and did not run it: Secure Boot may be on now;"
                  + " it is sent shim and the signed GRUB";
          case SIGNED, UNKNOWN ->
              "its firmware fetched shim, and the signed GRUB behind it did not come back:"
                  + " it is sent iPXE";
        };
    inventory.note(machine, Observation.of(Observation.Kind.BOOT, text));
    return inventory.remember(machine, BootTrail::gaveUp);
  }
}
