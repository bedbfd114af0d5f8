package org.edgeztp.inventory.machine;

/**
 * What the inventory calls a machine, for ever, whatever becomes of its network cards.
 *
 * @param value {@code m-} and ten lower-case hexadecimal digits
 */
public record MachineId(String value) {
  public MachineId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a machine id: '" + value + "'");
    }
  }

  /** Whether a text is an id, of a machine that there is or is not. */
  public static boolean isValid(String text) {
    return text.matches("m-[0-9a-f]{10}");
  }

  @Override
  public String toString() {
    return value;
  }
}
