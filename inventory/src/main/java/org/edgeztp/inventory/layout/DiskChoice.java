package org.edgeztp.inventory.layout;

import java.util.List;
import java.util.Optional;

/**
 * Which disks of a machine are used: the smallest that fit all of this.
 *
 * @param names kernel names or paths, any of these; none asks for none, as in the next two
 * @param transport as lsblk tells it: {@code nvme}, {@code sata}, {@code sas}, {@code virtio};
 *     disks on USB and in storage networks are used only where it or one of the names asks for them
 * @param atLeast in bytes
 * @param atMost in bytes
 * @param mirrored whether two disks are taken, that hold the same (RAID 1)
 */
public record DiskChoice(
    List<String> names,
    List<String> serials,
    List<String> wwns,
    Optional<String> transport,
    Optional<Boolean> rotational,
    long atLeast,
    long atMost,
    boolean mirrored) {
  /** Any disk of the machine itself. */
  public static final DiskChoice ANY =
      new DiskChoice(
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          0,
          Long.MAX_VALUE,
          false);

  /**
   * Checks that a disk can fit all of it.
   *
   * @throws IllegalArgumentException saying what to change
   */
  public DiskChoice {
    names = List.copyOf(names);
    serials = List.copyOf(serials);
    wwns = List.copyOf(wwns);
    for (List<String> hints : List.of(names, serials, wwns)) {
      for (String hint : hints) {
        if (!hint.matches("[!-~]{1,128}")) {
          throw new IllegalArgumentException("'" + hint + "' names no disk");
        }
      }
      if (mirrored && hints.size() == 1) {
        throw new IllegalArgumentException("mirrored takes two disks, and one is named");
      }
    }
    if (transport.isPresent() && !transport.get().matches("[a-z]{2,10}")) {
      throw new IllegalArgumentException("'" + transport.get() + "' is no transport");
    }
    if (atLeast > atMost) {
      throw new IllegalArgumentException("no disk has a size within what 'size' says");
    }
  }
}
