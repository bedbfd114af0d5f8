package org.edgeztp.server;

import static com.fasterxml.jackson.annotation.JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY;
import static org.edgeztp.server.Config.or;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.layout.DiskChoice;
import org.edgeztp.inventory.layout.Partition;
import org.edgeztp.inventory.layout.Size;
import org.edgeztp.inventory.layout.Storage;
import org.edgeztp.inventory.layout.Volume;
import org.edgeztp.inventory.layout.VolumeGroup;
import org.jspecify.annotations.Nullable;

/**
 * The disks of a profile as the file writes them.
 *
 * @param disk which disk is used; the smallest with room unless told
 * @param mirrored whether two disks are used that hold the same
 * @param partitions in the order in which they lie
 */
public record StorageEntry(
    Optional<DiskEntry> disk, boolean mirrored, List<PartitionEntry> partitions) {
  private static final String REST = "rest";

  public StorageEntry(
      Optional<DiskEntry> disk, boolean mirrored, @Nullable List<PartitionEntry> partitions) {
    this.disk = disk;
    this.mirrored = mirrored;
    this.partitions = List.copyOf(or(partitions, List.of(PartitionEntry.WHOLE_DISK)));
  }

  /**
   * Checked as a whole.
   *
   * @throws IllegalArgumentException saying what to change
   */
  Storage toStorage() {
    return new Storage(
        disk.orElse(DiskEntry.ANY).toChoice(mirrored),
        partitions.stream().map(PartitionEntry::toPartition).toList());
  }

  /**
   * Which disks count: those that fit all that is told.
   *
   * @param name device names, one or several of them; in the same way serial and wwn
   * @param size as {@code ">= 100 GiB"}, or a list of such
   */
  public record DiskEntry(
      @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> name,
      @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> serial,
      @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> wwn,
      Optional<String> transport,
      Optional<Boolean> rotational,
      @JsonFormat(with = ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> size) {
    static final DiskEntry ANY =
        new DiskEntry(null, null, null, Optional.empty(), Optional.empty(), null);

    public DiskEntry(
        @Nullable List<String> name,
        @Nullable List<String> serial,
        @Nullable List<String> wwn,
        Optional<String> transport,
        Optional<Boolean> rotational,
        @Nullable List<String> size) {
      this.name = List.copyOf(or(name, List.of()));
      this.serial = List.copyOf(or(serial, List.of()));
      this.wwn = List.copyOf(or(wwn, List.of()));
      this.transport = transport;
      this.rotational = rotational;
      this.size = List.copyOf(or(size, List.of()));
    }

    DiskChoice toChoice(boolean mirrored) {
      long least = 0;
      long most = Long.MAX_VALUE;
      for (String bound : size) {
        String text = bound.strip();
        if (text.startsWith(">=")) {
          least = Math.max(least, Size.parse(text.substring(2)));
        } else if (text.startsWith("<=")) {
          most = Math.min(most, Size.parse(text.substring(2)));
        } else {
          throw new IllegalArgumentException(
              "'" + text + "' is no size of a disk; write '>= 100 GiB', '<= 2 TiB', or both");
        }
      }
      return new DiskChoice(name, serial, wwn, transport, rotational, least, most, mirrored);
    }
  }

  /**
   * A partition: with {@code volumes}, LVM divides it.
   *
   * @param size as {@code 20 GiB}; the last one may take the {@code rest}, and does unless told
   */
  public record PartitionEntry(
      Optional<String> mount,
      Volume.@Nullable Format filesystem,
      Optional<String> size,
      Optional<String> volumeGroup,
      List<VolumeEntry> volumes) {
    static final PartitionEntry WHOLE_DISK =
        new PartitionEntry(
            Optional.of("/"), Volume.Format.EXT4, Optional.empty(), Optional.empty(), null);

    public PartitionEntry(
        Optional<String> mount,
        Volume.@Nullable Format filesystem,
        Optional<String> size,
        Optional<String> volumeGroup,
        @Nullable List<VolumeEntry> volumes) {
      this.mount = mount;
      this.filesystem = filesystem;
      this.size = size;
      this.volumeGroup = volumeGroup;
      this.volumes = List.copyOf(or(volumes, List.of()));
    }

    Partition toPartition() {
      if (volumeGroup.isEmpty()) {
        if (!volumes.isEmpty()) {
          throw new IllegalArgumentException("a partition with volumes has a 'volume-group'");
        }
        return new Volume(Optional.empty(), format(filesystem), mount, bytes(size));
      }
      if (mount.isPresent() || filesystem != null) {
        throw new IllegalArgumentException(
            "the partition of a volume group has no 'mount' and no 'filesystem': its volumes have");
      }
      return new VolumeGroup(
          volumeGroup.get(), bytes(size), volumes.stream().map(VolumeEntry::toVolume).toList());
    }
  }

  /**
   * A logical volume.
   *
   * @param size as that of a partition
   */
  public record VolumeEntry(
      Optional<String> name,
      Optional<String> mount,
      Volume.@Nullable Format filesystem,
      Optional<String> size) {
    Volume toVolume() {
      return new Volume(name, format(filesystem), mount, bytes(size));
    }
  }

  private static Volume.Format format(Volume.@Nullable Format format) {
    return or(format, Volume.Format.EXT4);
  }

  private static Optional<Long> bytes(Optional<String> size) {
    return size.filter(text -> !text.strip().equals(REST))
        .map(text -> Size.parse(text) >> 20 << 20);
  }
}
