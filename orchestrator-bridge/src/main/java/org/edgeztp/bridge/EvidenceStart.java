package org.edgeztp.bridge;

import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;

/**
 * Finds where in a machine's timeline its last acceptance began. That may lie in an earlier run: a
 * retry of the hand-off starts a run of its own without new checks.
 */
final class EvidenceStart {
  private static final int PAGE = 500;

  private final Inventory inventory;

  EvidenceStart(Inventory inventory) {
    this.inventory = inventory;
  }

  /** The sequence number of the entry that led into VERIFYING; 0 when there is none. */
  long of(MachineId machine) {
    long start = 0;
    long after = 0;
    while (true) {
      List<Entry> page = inventory.timeline(machine, after, PAGE);
      for (Entry entry : page) {
        if (entry.to().equals(Optional.of(State.VERIFYING))) {
          start = entry.seq();
        }
        after = entry.seq();
      }
      if (page.size() < PAGE) {
        return start;
      }
    }
  }
}
