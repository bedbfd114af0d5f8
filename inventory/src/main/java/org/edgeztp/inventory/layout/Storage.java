package org.edgeztp.inventory.layout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How an image is laid out on a machine's disk.
 *
 * @param partitions in the order in which they lie, after what boot loaders need; the first holds
 *     {@code /boot}, or the root file system with it
 */
public record Storage(DiskChoice disks, List<Partition> partitions) {
  /** The root file system on the whole of any disk. */
  public static final Storage WHOLE_DISK =
      new Storage(
          DiskChoice.ANY,
          List.of(
              new Volume(
                  Optional.empty(), Volume.Format.EXT4, Optional.of("/"), Optional.empty())));

  /** The partitions of BIOS and UEFI, and the tables at both ends of the disk. */
  private static final long LOADERS = 132L << 20;

  /** Room that a root file system needs beside what is in the image. */
  private static final long SPARE = 124L << 20;

  /** Limit of the numbers that are written for partitions. */
  private static final int MANY = 16;

  /**
   * Checks it as a whole; a {@code /boot} that is needed and not told of is added.
   *
   * @throws IllegalArgumentException saying what to change
   */
  public Storage {
    partitions = withBoot(partitions);
    if (partitions.size() > MANY) {
      throw new IllegalArgumentException("there are more than " + MANY + " partitions");
    }
    checkRest("the disk", partitions);
    checkGroups(partitions);
    checkMounts(partitions);
    if (disks.mirrored() && partitions.stream().anyMatch(Storage::isRoot)) {
      throw new IllegalArgumentException("the root of mirrored disks lies in a volume group");
    }
    long least = LOADERS + sum(partitions);
    if (least > disks.atMost()) {
      throw new IllegalArgumentException(
          "it takes %s, and the disks are to have %s at most"
              .formatted(Size.text(least), Size.text(disks.atMost())));
    }
  }

  private static void checkGroups(List<Partition> partitions) {
    Set<String> groups = new HashSet<>();
    for (Partition partition : partitions) {
      if (partition instanceof VolumeGroup group && !groups.add(group.name())) {
        throw new IllegalArgumentException("two volume groups are called '" + group.name() + "'");
      }
    }
  }

  private static void checkMounts(List<Partition> partitions) {
    Set<String> mounts = new HashSet<>();
    volumes(partitions)
        .flatMap(volume -> volume.mount().stream())
        .forEach(mount -> {
          if (!mounts.add(mount)) {
            throw new IllegalArgumentException(mount + " is mounted twice");
          }
        });
    if (!mounts.contains("/")) {
      throw new IllegalArgumentException("nothing is mounted at /");
    }
  }

  /**
   * How large a disk has to be, in bytes.
   *
   * @param image the unpacked image, in bytes
   * @throws IllegalArgumentException when it does not fit the root file system of its layout
   */
  public long needed(long image) {
    Volume root = volumes(partitions).filter(Volume::isRoot).findFirst().orElseThrow();
    long wanted = image + SPARE;
    if (root.size().isPresent() && root.size().get() < wanted) {
      throw new IllegalArgumentException(
          "/ of %s does not hold the image, which takes %s"
              .formatted(Size.text(root.size().get()), Size.text(wanted)));
    }
    long more = Math.max(0, wanted - root.least());
    return LOADERS + more + sum(partitions);
  }

  /** One may take the rest, and it comes last. */
  static void checkRest(String where, List<? extends Partition> parts) {
    for (Partition part : parts.subList(0, Math.max(0, parts.size() - 1))) {
      if (part.size().isEmpty()) {
        throw new IllegalArgumentException(
            "of %s, only what comes last may take the rest".formatted(where));
      }
    }
  }

  private static long sum(List<Partition> partitions) {
    return partitions.stream().mapToLong(Partition::least).sum();
  }

  private static List<Partition> withBoot(List<Partition> partitions) {
    List<Partition> boots = partitions.stream().filter(Storage::isBoot).toList();
    if (boots.isEmpty() && !partitions.isEmpty() && isRoot(partitions.getFirst())) {
      return List.copyOf(partitions);
    }
    List<Partition> ordered = new ArrayList<>(partitions);
    ordered.removeAll(boots);
    ordered.addAll(0, boots.isEmpty() ? List.of(Volume.boot()) : boots);
    return List.copyOf(ordered);
  }

  private static boolean isRoot(Partition partition) {
    return partition instanceof Volume volume && volume.isRoot();
  }

  private static boolean isBoot(Partition partition) {
    return partition instanceof Volume volume && volume.isBoot();
  }

  private static Stream<Volume> volumes(List<Partition> partitions) {
    return partitions.stream()
        .flatMap(partition ->
            switch (partition) {
              case Volume volume -> Stream.of(volume);
              case VolumeGroup group -> group.volumes().stream();
            });
  }
}
