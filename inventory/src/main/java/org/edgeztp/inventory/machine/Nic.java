package org.edgeztp.inventory.machine;

/** A network interface as the ramdisk saw it. */
public record Nic(String name, MacAddress mac, boolean up) {}
