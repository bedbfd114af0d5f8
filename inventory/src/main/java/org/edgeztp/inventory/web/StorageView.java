package org.edgeztp.inventory.web;

import java.util.List;
import org.edgeztp.inventory.layout.DiskChoice;
import org.edgeztp.inventory.layout.Partition;
import org.edgeztp.inventory.layout.Storage;
import org.edgeztp.inventory.layout.Volume;
import org.edgeztp.inventory.layout.VolumeGroup;
import org.jspecify.annotations.Nullable;

/** The disks of a profile as the API shows them; sizes in bytes, null for what takes the rest. */
record StorageView(Disk disk, boolean mirrored, List<Part> partitions) {
  static StorageView of(Storage storage) {
    return new StorageView(
        Disk.of(storage.disks()),
        storage.disks().mirrored(),
        storage.partitions().stream().map(Part::of).toList());
  }

  /**
   * Which disk: the smallest that fits all of it.
   *
   * @param atMost null for no bound
   */
  record Disk(
      List<String> name,
      List<String> serial,
      List<String> wwn,
      @Nullable String transport,
      @Nullable Boolean rotational,
      long atLeast,
      @Nullable Long atMost) {
    static Disk of(DiskChoice choice) {
      return new Disk(
          choice.names(),
          choice.serials(),
          choice.wwns(),
          choice.transport().orElse(null),
          choice.rotational().orElse(null),
          choice.atLeast(),
          choice.atMost() == Long.MAX_VALUE ? null : choice.atMost());
    }
  }

  /**
   * A partition, or a volume of one.
   *
   * @param name of a volume
   * @param volumeGroup that the partition is; its volumes have the file systems
   */
  record Part(
      @Nullable String name,
      @Nullable String mount,
      @Nullable String filesystem,
      @Nullable Long size,
      @Nullable String volumeGroup,
      List<Part> volumes) {
    static Part of(Partition partition) {
      return switch (partition) {
        case Volume volume ->
            new Part(
                volume.name().orElse(null),
                volume.mount().orElse(null),
                ProfileView.lower(volume.format()),
                volume.size().orElse(null),
                null,
                List.of());
        case VolumeGroup group ->
            new Part(
                null,
                null,
                null,
                group.size().orElse(null),
                group.name(),
                group.volumes().stream().map(Part::of).toList());
      };
    }
  }
}
