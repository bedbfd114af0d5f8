package org.edgeztp.assets;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the ramdisk makes of the disks it installs on. Partitions 1 and 2 are those of the boot
 * loaders and the same everywhere; those told of here have the numbers from 3 on, and the third
 * holds {@code /boot}.
 *
 * @param wanted which disks count
 * @param needed how large a disk has to be, in bytes
 * @param fileSystems the root file system first, and others before those in them
 */
public record DiskLayout(
    Wanted wanted,
    long needed,
    List<Partition> partitions,
    List<Volume> volumes,
    List<FileSystem> fileSystems) {
  private static final int FIRST = 3;

  public DiskLayout {
    partitions = List.copyOf(partitions);
    volumes = List.copyOf(volumes);
    fileSystems = List.copyOf(fileSystems);
  }

  /**
   * Hints, of which all count.
   *
   * @param names device names, any of these; none asks for none, as in the next two
   * @param transport as lsblk tells it
   * @param least size in bytes
   * @param most size in bytes
   * @param mirrored whether two disks are taken that hold the same
   */
  public record Wanted(
      List<String> names,
      List<String> serials,
      List<String> wwns,
      Optional<String> transport,
      Optional<Boolean> rotational,
      long least,
      long most,
      boolean mirrored) {
    public Wanted {
      names = names.stream().map(Checked.DISK::of).toList();
      serials = serials.stream().map(Checked.DISK::of).toList();
      wwns = wwns.stream().map(Checked.DISK::of).toList();
      transport = transport.map(Checked.WORD::of);
    }
  }

  /**
   * A partition.
   *
   * @param group the volume group on it; none: a file system or swap
   * @param mebibytes 0: the rest of the disk
   */
  public record Partition(Optional<String> group, boolean swap, long mebibytes) {
    public Partition {
      group = group.map(Checked.WORD::of);
    }

    /** Types of the UEFI specification, and of systemd's "Discoverable Partitions". */
    private String type() {
      if (group.isPresent()) {
        return "E6D6D379-F507-44C2-A23C-238F2A3DF928";
      }
      return swap ? "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F" : "0FC63DAF-8483-4772-8E79-3D69D8477DE4";
    }

    private String sfdisk() {
      return (mebibytes > 0 ? "size=" + mebibytes + "MiB, " : "") + "type=" + type() + "\n";
    }
  }

  /**
   * A logical volume.
   *
   * @param mebibytes 0: the rest of its group
   */
  public record Volume(String group, String name, long mebibytes) {
    public Volume {
      group = Checked.WORD.of(group);
      name = Checked.WORD.of(name);
    }

    private String command() {
      return "  volume %s %s %s\n"
          .formatted(group, name, mebibytes > 0 ? "-L " + mebibytes + "m" : "-l 100%FREE");
    }
  }

  /** What is made on a partition or a volume. */
  public enum Format {
    EXT4,
    XFS,
    SWAP
  }

  /**
   * A file system or swap space.
   *
   * @param place number of its partition, or {@code GROUP/VOLUME}
   * @param mount empty for swap
   */
  public record FileSystem(Format format, String place, String mount) {
    public FileSystem {
      place = Checked.PLACE.of(place);
      mount = mount.isEmpty() || mount.equals("/") ? mount : Checked.PATH.of(mount);
    }

    private String command() {
      return format == Format.SWAP
          ? "  swap %s\n".formatted(place)
          : "  filesystem %s %s %s\n"
              .formatted(format.name().toLowerCase(Locale.ROOT), place, mount);
    }
  }

  /** What the template of the task says of it. */
  Map<String, Object> variables() {
    Map<String, Object> variables = new HashMap<>();
    variables.put("needed", needed);
    variables.put("wantedNames", String.join("\n", wanted.names()));
    variables.put("wantedSerials", String.join("\n", wanted.serials()));
    variables.put("wantedWwns", String.join("\n", wanted.wwns()));
    variables.put("wantedTransport", wanted.transport().orElse(""));
    variables.put(
        "wantedRotational", wanted.rotational().map(spins -> spins ? "1" : "0").orElse(""));
    variables.put("wantedLeast", wanted.least());
    variables.put("wantedMost", wanted.most());
    variables.put("mirrored", wanted.mirrored());
    variables.put("table", partitions.stream().map(Partition::sfdisk).collect(joining()));
    variables.put("numbers", numbers().mapToObj(String::valueOf).collect(joining(" ")));
    variables.put("groups", groups().collect(joining(" ")));
    variables.put(
        "makeVolumes",
        volumes.stream().map(Volume::command).collect(joining("", makeGroups(), "")));
    variables.put("root", root());
    variables.put(
        "makeFileSystems",
        fileSystems.stream().skip(1).map(FileSystem::command).collect(joining()));
    variables.put("bootLabel", root().equals("" + FIRST) ? "ztp-root" : "ztp-boot");
    return variables;
  }

  private String makeGroups() {
    return numbers()
        .mapToObj(number ->
            partitions
                .get(number - FIRST)
                .group()
                .map(group -> "  volume_group %s %d\n".formatted(group, number))
                .orElse(""))
        .collect(joining());
  }

  private Stream<String> groups() {
    return partitions.stream().flatMap(partition -> partition.group().stream());
  }

  private IntStream numbers() {
    return IntStream.range(FIRST, FIRST + partitions.size());
  }

  private String root() {
    return fileSystems.getFirst().place();
  }
}
