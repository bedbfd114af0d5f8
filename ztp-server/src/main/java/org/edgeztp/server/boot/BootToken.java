package org.edgeztp.server.boot;

import org.edgeztp.inventory.machine.MachineId;

/**
 * What a machine shows to be served: bound to the machine, to one run of it and to one boot of that
 * run. Its text is {@code MACHINE.RUN.BOOT.MAC} with a keyed hash as the last part.
 *
 * @param text goes into URLs; never into a log
 */
public record BootToken(MachineId machine, int run, int boot, String text) {
  /** What may be logged: everything but the part that proves anything. */
  @Override
  public String toString() {
    return machine + "." + run + "." + boot;
  }
}
