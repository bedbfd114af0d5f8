package org.edgeztp.inventory.machine;

/**
 * Something wrong with a machine, by a name that programs can act on.
 *
 * @param text one sentence for a person: what is wrong and what to look at
 */
public record Fault(Name name, String text) {
  /** Every fault there is. */
  public enum Name {
    /** It boots from the network more often than its state explains. */
    BOOT_LOOP
  }
}
