package org.edgeztp.server.bundle;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Unpacks bundles below one folder, each into a folder of its own, which is there whole or not at
 * all. What a cut import left is removed by the next one.
 */
final class Unpacking {
  private static final String HALF = ".half-";
  private static final FileAttribute<?> PROGRAM =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
  private static final FileAttribute<?> PLAIN =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));

  private final Path folder;

  Unpacking(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder).toRealPath();
  }

  /** Where a bundle is when it is unpacked. */
  Path place(BundleManifest manifest) {
    return folder.resolve(manifest.folder());
  }

  /**
   * Unpacks one.
   *
   * @return where it is; unpacked already, perhaps
   * @throws IOException when it is damaged or the disk is too small; all is as before then
   */
  Path unpack(BundleReader bundle, Progress progress) throws IOException {
    Path place = place(bundle.manifest());
    try (FileChannel lock = FileChannel.open(folder.resolve(".lock"), CREATE, WRITE)) {
      if (lock.tryLock() == null) {
        throw new IOException("another import into " + folder + " is running");
      }
      removeLeftovers();
      if (Files.isDirectory(place)) {
        return place;
      }
      checkRoom(bundle.manifest().size());
      Path half = Files.createDirectory(folder.resolve(HALF + bundle.manifest().folder()));
      try {
        bundle.read(content -> open(half, content), progress);
        Files.move(half, place, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
      } finally {
        remove(half);
      }
    }
    return place;
  }

  private void checkRoom(long needed) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < needed) {
      throw new IOException(
          ("%s has room for %d MiB and the bundle needs %d MiB: remove bundles that no server"
                  + " uses, or name another folder with --into")
              .formatted(folder, free >> 20, needed >> 20));
    }
  }

  /** The path was checked when the manifest was read; no link can be in its way in a new folder. */
  private static OutputStream open(Path half, Content content) throws IOException {
    Path file = half.resolve(content.path()).normalize();
    if (!file.startsWith(half)) {
      throw new BadBundle("'" + content.path() + "' leads out of the folder");
    }
    Path parent = file.getParent();
    Files.createDirectories(parent == null ? half : parent);
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(CREATE_NEW, WRITE, LinkOption.NOFOLLOW_LINKS),
            content.executable() ? PROGRAM : PLAIN);
    return new FilterOutputStream(Channels.newOutputStream(channel)) {
      @Override
      public void write(byte[] block, int offset, int length) throws IOException {
        out.write(block, offset, length);
      }

      // On the disk before the folder has its name.
      @Override
      public void close() throws IOException {
        try (channel) {
          channel.force(true);
        }
      }
    };
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory)) {
      channel.force(true);
    }
  }

  private void removeLeftovers() throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      for (Path left : found.filter(Unpacking::isHalf).toList()) {
        remove(left);
      }
    }
  }

  private static boolean isHalf(Path path) {
    return String.valueOf(path.getFileName()).startsWith(HALF);
  }

  private static void remove(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> found = Files.walk(directory)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
