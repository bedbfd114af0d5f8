package org.edgeztp.server.repository;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The files on disk. Not for several threads at once: {@link Downloads} holds its lock.
 *
 * <pre>
 *   NAME/PATH           the file, byte for byte: NAME is an archive one can point apt at
 *   .heads/NAME/PATH    length, entity tag, last modification; its own time is that of the last check
 *   .parts/NUMBER       under way, moved when whole; whatever a start finds here is removed
 * </pre>
 *
 * <p>A file is replaced in three steps: old head gone, file moved, new head written. A crash
 * between them leaves a whole file without a head, never one with another's; a file without a head
 * has no validators and was never checked.
 */
final class Cache implements AutoCloseable {
  private final Path root;
  private final Path parts;
  private final FileChannel lock;
  private long lastPart;

  /**
   * Takes the folder for this process and clears what an earlier one left unfinished.
   *
   * @throws IOException if the folder cannot be used or another process has it
   */
  Cache(Path root) throws IOException {
    this.root = root;
    this.parts = root.resolve(".parts");
    Files.createDirectories(parts);
    this.lock = FileChannel.open(root.resolve(".lock"), CREATE, WRITE);
    try {
      takeLock();
      removeLeftovers();
    } catch (IOException failed) {
      lock.close();
      throw failed;
    }
  }

  private void takeLock() throws IOException {
    try {
      if (lock.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException sameProcess) {
      // Told below like any other holder.
    }
    throw new IOException(root + " is in use by another mirror");
  }

  private void removeLeftovers() throws IOException {
    List<Path> leftovers;
    try (var found = Files.list(parts)) {
      leftovers = found.toList();
    }
    for (Path leftover : leftovers) {
      Files.delete(leftover);
    }
  }

  /** The file, unless its length is not the one its head tells. */
  Optional<CacheEntry> find(MirrorPath path) throws IOException {
    Path file = file(path);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    long length = Files.size(file);
    Path headFile = headFile(path);
    Optional<Head> head =
        Files.isRegularFile(headFile)
            ? HeadFile.parse(Files.readString(headFile))
            : Optional.empty();
    if (head.isEmpty()) {
      Head bare = new Head(length, Optional.empty(), Optional.empty());
      return Optional.of(new CacheEntry(file, bare, Instant.EPOCH));
    }
    Instant checked = Files.getLastModifiedTime(headFile).toInstant();
    return head.filter(told -> told.length() == length)
        .map(told -> new CacheEntry(file, told, checked));
  }

  /** A name for a new part, used by nobody else. */
  Path newPart() {
    lastPart++;
    return parts.resolve(Long.toString(lastPart));
  }

  /**
   * Makes a part the file. The part must be whole and forced to disk.
   *
   * @param asked when the upstream was asked for it
   */
  void publish(MirrorPath path, Path part, Head head, Instant asked) throws IOException {
    Path file = file(path);
    Path headFile = headFile(path);
    Files.createDirectories(parentOf(file));
    Files.createDirectories(parentOf(headFile));
    Files.deleteIfExists(headFile);
    Files.move(part, file, ATOMIC_MOVE);
    Path newHead = newPart();
    Files.writeString(newHead, HeadFile.format(head));
    Files.setLastModifiedTime(newHead, FileTime.from(asked));
    Files.move(newHead, headFile, ATOMIC_MOVE);
  }

  /** Notes that the upstream, asked at this moment, has called the file current. */
  void confirm(MirrorPath path, Instant asked) throws IOException {
    Files.setLastModifiedTime(headFile(path), FileTime.from(asked));
  }

  private Path file(MirrorPath path) {
    return root.resolve(path.name()).resolve(path.path());
  }

  private Path headFile(MirrorPath path) {
    return root.resolve(".heads").resolve(path.name()).resolve(path.path());
  }

  private Path parentOf(Path file) {
    Path parent = file.getParent();
    return parent == null ? root : parent;
  }

  /** Leaves the folder to others. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
