package org.edgeztp.inventory.store;

import org.edgeztp.inventory.machine.Machine;

/** Where a machine is kept in memory, whatever becomes of it. */
final class Slot {
  /** How many were discovered before it. */
  final int discovered;

  /** Its present value. */
  volatile Machine machine;

  Slot(int discovered, Machine machine) {
    this.discovered = discovered;
    this.machine = machine;
  }
}
