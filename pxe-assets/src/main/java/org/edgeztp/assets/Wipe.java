package org.edgeztp.assets;

import java.util.List;

/**
 * Which disks are wiped.
 *
 * @param disks device names, serial numbers or WWNs; none for those with our installation
 * @param confirmed labels of what else is on them and goes all the same; a UUID or a device where
 *     there is no label
 * @param begun whether their wipe was cut off: what is left on them proves nothing any more
 */
public record Wipe(List<String> disks, List<String> confirmed, boolean begun) {
  /**
   * Checks what is named.
   *
   * @throws IllegalArgumentException when a disk or label is none
   */
  public Wipe {
    disks = disks.stream().map(Checked.DISK::of).toList();
    confirmed = confirmed.stream().map(Checked.LABEL::of).toList();
  }
}
