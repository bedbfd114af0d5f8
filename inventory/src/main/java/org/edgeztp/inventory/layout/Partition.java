package org.edgeztp.inventory.layout;

import java.util.Optional;

/** A part of a disk, or of the pair of disks that mirror each other. */
public sealed interface Partition permits Volume, VolumeGroup {
  /** In bytes; empty for what takes the rest. */
  Optional<Long> size();

  /** What it needs at least, in bytes. */
  long least();
}
