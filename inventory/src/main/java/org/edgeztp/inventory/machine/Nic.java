package org.edgeztp.inventory.machine;

/**
 * A network interface as the ramdisk saw it.
 *
 * @param up whether it has a link
 * @param driver that serves it in the ramdisk; empty when unknown
 * @param slot its PCI address; empty where it is on no PCI bus
 * @param speed of its link in Mbit/s; 0 without a link, and for a virtual one that has none
 */
public record Nic(String name, MacAddress mac, boolean up, String driver, String slot, int speed) {}
