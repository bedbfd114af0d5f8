package org.edgeztp.inventory.machine;

/**
 * A whole disk as the ramdisk saw it.
 *
 * @param name kernel name without {@code /dev/}, for example {@code vda}
 * @param model empty where the disk tells none
 * @param serial empty where the disk tells none
 */
public record Disk(String name, long bytes, String model, String serial, boolean rotational) {}
