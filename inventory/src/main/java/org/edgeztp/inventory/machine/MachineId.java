package org.edgeztp.inventory.machine;

/**
 * What the inventory calls a machine, for ever, whatever becomes of its network cards.
 *
 * @param value {@code m-} and ten lower-case hexadecimal digits
 */
public record MachineId(String value) {
  public MachineId {
    if (!value.matches("m-[0-9a-f]{10}")) {
      throw new IllegalArgumentException("not a machine id: '" + value + "'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
