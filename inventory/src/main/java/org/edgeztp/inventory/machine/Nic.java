package org.edgeztp.inventory.machine;

import java.util.Optional;

/**
 * A network interface as the ramdisk saw it.
 *
 * @param up whether it has a link
 * @param driver that serves it in the ramdisk; empty when unknown
 * @param slot its PCI address; empty where it is on no PCI bus
 * @param speed of its link in Mbit/s; 0 without a link, and for a virtual one that has none
 * @param neighbour empty where none was heard
 */
public record Nic(
    String name,
    MacAddress mac,
    boolean up,
    String driver,
    String slot,
    int speed,
    Optional<Neighbour> neighbour) {
  /**
   * The switch that it is plugged into, as that tells by LLDP.
   *
   * @param system its name; its hardware address where it has none
   * @param port the port's number or name
   * @param description what people call the port; empty where they do not
   */
  public record Neighbour(String system, String port, String description) {
    @Override
    public String toString() {
      return "switch %s port %s".formatted(system, port);
    }
  }
}
