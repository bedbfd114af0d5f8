package org.edgeztp.server.layout;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edgeztp.assets.DiskLayout;
import org.edgeztp.inventory.layout.DiskChoice;
import org.edgeztp.inventory.layout.Partition;
import org.edgeztp.inventory.layout.Storage;
import org.edgeztp.inventory.layout.Volume;
import org.edgeztp.inventory.layout.VolumeGroup;

/** What the ramdisk makes of a profile's storage. */
public final class DiskLayouts {
  /** Of the first partition after those of the boot loaders. */
  private static final int FIRST = 3;

  /**
   * The root file system before all others, those before what is mounted in them, and swap last.
   */
  private static final Comparator<DiskLayout.FileSystem> OUTER_FIRST =
      Comparator.comparing(
              (DiskLayout.FileSystem system) -> system.format() == DiskLayout.Format.SWAP)
          .thenComparing(DiskLayout.FileSystem::mount);

  private DiskLayouts() {}

  /**
   * The layout for an image.
   *
   * @param image the unpacked image, in bytes
   * @throws IllegalArgumentException when the image does not fit
   */
  public static DiskLayout of(Storage storage, long image) {
    List<Partition> partitions = storage.partitions();
    return new DiskLayout(
        wanted(storage.disks()),
        storage.needed(image),
        partitions.stream().map(DiskLayouts::partition).toList(),
        partitions.stream().flatMap(DiskLayouts::volumes).toList(),
        IntStream.range(0, partitions.size())
            .boxed()
            .flatMap(index -> fileSystems(FIRST + index, partitions.get(index)))
            .sorted(OUTER_FIRST)
            .toList());
  }

  private static DiskLayout.Partition partition(Partition partition) {
    long mebibytes = mebibytes(partition);
    return switch (partition) {
      case Volume volume ->
          new DiskLayout.Partition(
              Optional.empty(), volume.format() == Volume.Format.SWAP, mebibytes);
      case VolumeGroup group ->
          new DiskLayout.Partition(Optional.of(group.name()), false, mebibytes);
    };
  }

  private static Stream<DiskLayout.Volume> volumes(Partition partition) {
    return switch (partition) {
      case Volume _ -> Stream.of();
      case VolumeGroup group ->
          group.volumes().stream()
              .map(volume -> new DiskLayout.Volume(group.name(), name(volume), mebibytes(volume)));
    };
  }

  private static Stream<DiskLayout.FileSystem> fileSystems(int number, Partition partition) {
    return switch (partition) {
      case Volume volume -> Stream.of(fileSystem(volume, String.valueOf(number)));
      case VolumeGroup group ->
          group.volumes().stream()
              .map(volume -> fileSystem(volume, group.name() + "/" + name(volume)));
    };
  }

  private static String name(Volume volume) {
    return volume.name().orElseThrow();
  }

  private static DiskLayout.FileSystem fileSystem(Volume volume, String place) {
    DiskLayout.Format format =
        switch (volume.format()) {
          case EXT4 -> DiskLayout.Format.EXT4;
          case XFS -> DiskLayout.Format.XFS;
          case SWAP -> DiskLayout.Format.SWAP;
        };
    return new DiskLayout.FileSystem(format, place, volume.mount().orElse(""));
  }

  private static DiskLayout.Wanted wanted(DiskChoice disks) {
    return new DiskLayout.Wanted(
        disks.names(),
        disks.serials(),
        disks.wwns(),
        disks.transport(),
        disks.rotational(),
        disks.atLeast(),
        disks.atMost(),
        disks.mirrored());
  }

  private static long mebibytes(Partition partition) {
    return partition.size().map(size -> size >> 20).orElse(0L);
  }
}
