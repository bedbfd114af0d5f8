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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.edgeztp.server.repository.Eviction.Kept;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files on disk. Not for several threads at once: {@link Downloads} holds its lock.
 *
 * <pre>
 *   NAME/PATH           the file, byte for byte: NAME is an archive one can point apt at; its own
 *                       time is that of its last use
 *   .heads/NAME/PATH    length, entity tag, last modification; its own time is that of the last check
 *   .pins/NAME          since when that archive stays as it is, and as on which day
 *   .parts/NUMBER       under way, moved when whole; whatever a start finds here is removed
 * </pre>
 *
 * <p>A file is replaced in three steps: old head gone, file moved, new head written. A crash
 * between them leaves a whole file without a head, never one with another's; a file without a head
 * has no validators and was never checked.
 */
final class Cache implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cache.class);

  /** A last use need not be known more exactly, and each note of it is a write. */
  private static final Duration USE_STEP = Duration.ofMinutes(1);

  /** What is freed beyond the limit, so that not each new file makes all others be looked at. */
  private static final int SLACK_PERCENT = 10;

  private final Path root;
  private final Path parts;
  private final FileChannel lock;
  private final long limit;
  private final Pins pins;
  private final Map<MirrorPath, Integer> readers = new ConcurrentHashMap<>();
  private final Snapshots snapshots;
  private long lastPart;
  private OptionalLong bytes = OptionalLong.empty();
  private long removed;

  /**
   * Takes the folder for this process and clears what an earlier one left unfinished.
   *
   * @param limit how much the files may take
   * @throws IOException if the folder cannot be used or another process has it
   */
  Cache(Path root, DiskLimit limit) throws IOException {
    this.root = root;
    this.snapshots = new Snapshots(archive -> Snapshot.of(root.resolve(archive)));
    this.parts = root.resolve(".parts");
    Files.createDirectories(parts);
    this.limit = limit.of(root);
    this.lock = FileChannel.open(root.resolve(".lock"), CREATE, WRITE);
    try {
      takeLock();
      removeLeftovers();
      this.pins = new Pins(root);
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

  Pins pins() {
    return pins;
  }

  Snapshots snapshots() {
    return snapshots;
  }

  /** Has an archive stay as it is, without some of its files. */
  void pin(String archive, List<Path> without, Pin pin) throws IOException {
    drop(archive, without);
    pins.pin(archive, pin);
  }

  /** Forgets some files of an archive. */
  void drop(String archive, List<Path> without) throws IOException {
    for (Path file : without) {
      Files.deleteIfExists(root.resolve(".heads").resolve(root.relativize(file)));
      Files.deleteIfExists(file);
    }
    bytes = OptionalLong.empty();
    snapshots.forget(archive);
  }

  /** The files of an archive that its upstream replaces at every publication. */
  List<Path> indexes(String archive) throws IOException {
    return Eviction.files(root).stream()
        .map(Cache::path)
        .filter(path -> path.name().equals(archive))
        .filter(path -> Freshness.of(path.path()) == Freshness.REVALIDATE)
        .map(this::file)
        .toList();
  }

  /** The archives that files are here of. */
  List<String> archives() throws IOException {
    try (var found = Files.list(root)) {
      return found.filter(Eviction::isArchive).map(file -> file.getFileName().toString()).toList();
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
    long before = Files.isRegularFile(file) ? Files.size(file) : 0;
    Files.move(part, file, ATOMIC_MOVE);
    if (Snapshot.isOf(path.path())) {
      snapshots.forget(path.name());
    }
    Files.setLastModifiedTime(file, FileTime.from(asked));
    Path newHead = newPart();
    Files.writeString(newHead, HeadFile.format(head));
    Files.setLastModifiedTime(newHead, FileTime.from(asked));
    Files.move(newHead, headFile, ATOMIC_MOVE);
    if (bytes.isPresent()) {
      bytes = OptionalLong.of(bytes.getAsLong() + head.length() - before);
    }
    if (bytes() > limit) {
      makeRoom(path);
    }
  }

  private long bytes() throws IOException {
    if (bytes.isEmpty()) {
      count(Eviction.files(root));
    }
    return bytes.orElseThrow();
  }

  private void count(List<Kept> files) {
    bytes = OptionalLong.of(files.stream().mapToLong(Kept::length).sum());
  }

  /**
   * Removes what nobody asked for the longest, but nothing that somebody reads or of an archive
   * that is pinned: its upstream may have it no longer. Counts first, as a person may have removed
   * files.
   */
  private void makeRoom(MirrorPath newest) throws IOException {
    List<Kept> files = Eviction.files(root);
    count(files);
    if (bytes() <= limit) {
      return;
    }
    long excess = bytes() - limit + limit / 100 * SLACK_PERCENT;
    List<Kept> going =
        Eviction.first(
            files,
            excess,
            file ->
                !path(file).equals(newest)
                    && !readers.containsKey(path(file))
                    && pins.of(path(file).name()).isEmpty());
    long freed = 0;
    for (Kept file : going) {
      Files.deleteIfExists(headFile(path(file)));
      Files.delete(root.resolve(file.name()));
      snapshots.forget(path(file).name());
      freed += file.length();
    }
    removed += going.size();
    bytes = OptionalLong.of(bytes() - freed);
    LOG.warn(
        "The packages have reached their limit of {} MiB: {} files of {} MiB removed that nobody"
            + " asked for{}",
        limit >> 20,
        going.size(),
        freed >> 20,
        going.isEmpty() ? "" : " since " + going.getLast().used());
  }

  private static MirrorPath path(Kept file) {
    Path name = file.name();
    return new MirrorPath(
        name.getName(0).toString(), name.subpath(1, name.getNameCount()).toString());
  }

  /** What the files take. */
  CacheUse use() throws IOException {
    return new CacheUse(bytes(), limit, removed);
  }

  /** Opens a file for one asker, and notes that it is used. */
  Reading open(MirrorPath path, CacheEntry entry, Instant now) throws IOException {
    Instant used = Files.getLastModifiedTime(entry.file()).toInstant();
    if (used.isAfter(now) || used.plus(USE_STEP).isBefore(now)) {
      Files.setLastModifiedTime(entry.file(), FileTime.from(now));
    }
    return held(path, entry.open());
  }

  /** The same reading, whose file stays until it is closed. */
  Reading held(MirrorPath path, Reading reading) {
    return new Reading(reading.head(), reading.file(), reading.arrival(), hold(path));
  }

  /** Has a file stay, if there is one, until what is returned is run; that any thread may do. */
  Runnable hold(MirrorPath path) {
    readers.merge(path, 1, Integer::sum);
    return () -> readers.computeIfPresent(path, (_, open) -> open == 1 ? null : open - 1);
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
