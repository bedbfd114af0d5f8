package org.edgeztp.inventory.cause;

import java.util.Optional;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Machine;

/** Asks the table of causes. */
public final class Causes {
  private Causes() {}

  /** The likely cause; empty when nothing is amiss, or nothing that was seen says what. */
  public static Optional<Finding> of(Case seen) {
    // ONIE asks for dozens of names, again and again: how far it came is told by no sign.
    boolean followed = seen.machine().kind() == Machine.Kind.SERVER;
    return CauseTable.ROWS.stream()
        .filter(row -> followed || !CauseTable.BOOT.contains(row))
        .flatMap(row -> row.of(seen).stream())
        .findFirst();
  }

  /**
   * What a known cause means and what to do about it.
   *
   * @param evidence what was seen when it was found
   */
  public static Finding known(CauseCode code, String evidence) {
    return CauseTable.ROWS.stream()
        .filter(row -> row.code() == code)
        .findFirst()
        .map(row -> new Finding(code, row.sentence(), evidence, row.remedy()))
        .orElseGet(() -> new Finding(code, "it failed", evidence, "read its timeline, then retry"));
  }
}
