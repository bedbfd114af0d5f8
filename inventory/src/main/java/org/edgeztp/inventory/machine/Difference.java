package org.edgeztp.inventory.machine;

import java.util.List;

/**
 * What is not as it was at the inspection before.
 *
 * @param part of the machine, for example {@code disk vda}
 * @param change a clause, for example {@code serial A replaced by serial B}
 */
public record Difference(String part, String change) {
  /**
   * What differs. What was not known at one of the times is no difference; that a link is down is
   * none either, for it comes up when it likes.
   */
  public static List<Difference> between(Hardware before, Hardware after) {
    return Comparison.of(before, after);
  }

  @Override
  public String toString() {
    return part + ": " + change;
  }
}
