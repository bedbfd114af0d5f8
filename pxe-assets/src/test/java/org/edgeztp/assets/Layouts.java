package org.edgeztp.assets;

import static org.edgeztp.assets.DiskLayout.Format.EXT4;
import static org.edgeztp.assets.DiskLayout.Format.SWAP;
import static org.edgeztp.assets.DiskLayout.Format.XFS;

import java.util.List;
import java.util.Optional;
import org.edgeztp.assets.DiskLayout.FileSystem;
import org.edgeztp.assets.DiskLayout.Partition;
import org.edgeztp.assets.DiskLayout.Volume;
import org.edgeztp.assets.DiskLayout.Wanted;

/** Layouts of disks for tests. */
final class Layouts {
  static final DiskLayout WHOLE_DISK =
      new DiskLayout(
          wanted(false),
          602_628_096,
          List.of(new Partition(Optional.empty(), false, 0)),
          List.of(),
          List.of(new FileSystem(EXT4, "3", "/")));

  static final DiskLayout VOLUMES =
      new DiskLayout(
          wanted(false),
          3L << 30,
          List.of(
              new Partition(Optional.empty(), false, 512),
              new Partition(Optional.empty(), true, 256),
              new Partition(Optional.of("system"), false, 0)),
          List.of(new Volume("system", "root", 1536), new Volume("system", "var", 0)),
          List.of(
              new FileSystem(EXT4, "system/root", "/"),
              new FileSystem(EXT4, "3", "/boot"),
              new FileSystem(XFS, "system/var", "/var"),
              new FileSystem(SWAP, "4", "")));

  static final DiskLayout MIRRORED =
      new DiskLayout(
          wanted(true),
          3L << 30,
          List.of(
              new Partition(Optional.empty(), false, 512),
              new Partition(Optional.of("system"), false, 0)),
          List.of(new Volume("system", "root", 0)),
          List.of(new FileSystem(EXT4, "system/root", "/"), new FileSystem(EXT4, "3", "/boot")));

  private Layouts() {}

  static Wanted wanted(boolean mirrored) {
    return new Wanted(
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        0,
        Long.MAX_VALUE,
        mirrored);
  }
}
