package org.edgeztp.inventory.machine;

import java.util.List;

/**
 * A whole disk as the ramdisk saw it. Texts are empty where the disk tells none.
 *
 * @param name kernel name without {@code /dev/}, for example {@code vda}
 * @param wwn the name it has in the whole world
 * @param transport how it is attached, in the words of lsblk: {@code sata}, {@code usb}
 * @param holds what is on it
 */
public record Disk(
    String name,
    long bytes,
    String vendor,
    String model,
    String serial,
    String wwn,
    String transport,
    boolean rotational,
    List<Volume> holds) {
  public Disk {
    holds = List.copyOf(holds);
  }

  /**
   * A partition, or a whole disk that has none.
   *
   * @param name kernel name, as of the disk
   * @param type of the file system or of what else is on it, for example {@code LVM2_member}
   * @param label empty where it has none
   */
  public record Volume(String name, long bytes, String type, String label) {}

  /** What it is called wherever it is plugged in; empty when it tells nothing. */
  String identity() {
    return serial.isEmpty() ? wwn : serial;
  }
}
