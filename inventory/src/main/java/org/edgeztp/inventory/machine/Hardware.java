package org.edgeztp.inventory.machine;

import java.util.List;

/**
 * What a machine is made of, by its own report from the ramdisk.
 *
 * @param firmware {@code bios} or {@code uefi}
 * @param vendor SMBIOS system manufacturer; empty where the board tells none, as are the next three
 */
public record Hardware(
    int cpus,
    long memoryBytes,
    String firmware,
    String vendor,
    String product,
    String serial,
    String uuid,
    List<Disk> disks,
    List<Nic> nics) {
  public Hardware {
    disks = List.copyOf(disks);
    nics = List.copyOf(nics);
  }

  public String summary() {
    long gib = disks.stream().mapToLong(Disk::bytes).sum() >> 30;
    return "%d CPU, %d MiB memory, %d disk(s) of %d GiB, %s"
        .formatted(cpus, memoryBytes >> 20, disks.size(), gib, firmware);
  }
}
