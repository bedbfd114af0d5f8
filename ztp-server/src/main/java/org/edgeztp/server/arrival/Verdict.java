package org.edgeztp.server.arrival;

import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.Machine;

/**
 * What becomes of a line.
 *
 * @param line its number
 * @param told what it says; empty when it cannot be read
 * @param before what was taken in of the same machine earlier
 * @param machine the one that it is about, where that is known
 * @param mishaps why it is not taken in; empty when it is
 */
record Verdict(
    int line,
    Optional<Announcement> told,
    Optional<Expected> before,
    Optional<Machine> machine,
    List<Mishap> mishaps) {
  /** What a list does to what is expected. */
  enum Result {
    NEW,
    CHANGED,
    UNCHANGED,
    WRONG
  }

  Verdict {
    mishaps = List.copyOf(mishaps);
  }

  Result result() {
    if (!mishaps.isEmpty()) {
      return Result.WRONG;
    }
    if (before.isEmpty()) {
      return Result.NEW;
    }
    return told.equals(before.map(Expected::told)) ? Result.UNCHANGED : Result.CHANGED;
  }
}
