package org.edgeztp.inventory.layout;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A partition that LVM divides.
 *
 * @param size in bytes; empty for what takes the rest
 */
public record VolumeGroup(String name, Optional<Long> size, List<Volume> volumes)
    implements Partition {
  /** What LVM keeps for itself, and what rounding to its extents of 4 MiB may take. */
  private static final long OWN = 8L << 20;

  private static final long EXTENT = 4L << 20;

  /**
   * Checks what concerns it alone.
   *
   * @throws IllegalArgumentException saying what to change
   */
  public VolumeGroup {
    volumes = List.copyOf(volumes);
    checkName("volume group", name);
    if (volumes.isEmpty()) {
      throw new IllegalArgumentException("volume group '" + name + "' has no volumes");
    }
    Set<String> names = new HashSet<>();
    for (Volume volume : volumes) {
      String called =
          volume
              .name()
              .orElseThrow(() ->
                  new IllegalArgumentException("a volume of '%s' has no name".formatted(name)));
      checkName("volume", called);
      if (!names.add(called)) {
        throw new IllegalArgumentException(
            "two volumes of '%s' are called '%s'".formatted(name, called));
      }
      if (volume.isBoot()) {
        throw new IllegalArgumentException("/boot is a partition: no firmware reads volume groups");
      }
    }
    Storage.checkRest("volume group '" + name + "'", volumes);
    if (size.isPresent() && size.get() < needed(volumes)) {
      throw new IllegalArgumentException(
          "volume group '%s' of %s does not hold its volumes, which take %s"
              .formatted(name, Size.text(size.get()), Size.text(needed(volumes))));
    }
  }

  @Override
  public long least() {
    return size.orElse(needed(volumes));
  }

  private static long needed(List<Volume> volumes) {
    return OWN
        + volumes.stream()
            .mapToLong(volume -> (volume.least() + EXTENT - 1) / EXTENT * EXTENT)
            .sum();
  }

  /** Without dashes, which device names double. */
  private static void checkName(String what, String name) {
    if (!name.matches("[a-z][a-z0-9_]{0,30}") || name.matches("(snapshot|pvmove).*")) {
      throw new IllegalArgumentException(
          "'%s' is no name of a %s: lower-case letters, digits and _".formatted(name, what));
    }
  }
}
