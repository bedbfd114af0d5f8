package org.edgeztp.server.artifact;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.edgeztp.inventory.web.Problem;

/**
 * Content by its own hash, so the same is kept once, whatever it is called. Thread-safe.
 *
 * <pre>
 *   blobs/sha256/HASH   whole and verified, as an OCI image layout has it
 *   uploads/HASH        what has arrived of the rest
 * </pre>
 *
 * <p>Content is moved into place when it is whole, verified and on the disk: a crash leaves parts
 * that are gone on with, and nothing else.
 */
final class Blobs {
  /** What a person may take to name what was sent. */
  private static final Duration UNNAMED = Duration.ofDays(7);

  /** For how long somebody may go on with a part. */
  private static final Duration UNFINISHED = Duration.ofDays(7);

  /** What stays free for the database and the logs, in bytes. */
  private static final long RESERVE = 256L << 20;

  /** Where an OCI image layout has content. */
  static final String WHOLE = "blobs/sha256";

  private static final int BLOCK = 1 << 16;

  private final Path whole;
  private final Path parts;
  private final Set<Sha256> busy = ConcurrentHashMap.newKeySet();

  Blobs(Path folder) throws IOException {
    whole = Files.createDirectories(folder.resolve(WHOLE));
    parts = Files.createDirectories(folder.resolve("uploads"));
  }

  /** The file that has some content. */
  Optional<Path> find(Sha256 hash) {
    return Optional.of(whole.resolve(hash.hex())).filter(Files::isRegularFile);
  }

  /** Where a store has some content, if it has. */
  static Path in(Path folder, Sha256 hash) {
    return folder.resolve(WHOLE).resolve(hash.hex());
  }

  /** How much of some content has arrived, in bytes. */
  long offset(Sha256 hash) throws IOException {
    Path file = find(hash).orElse(parts.resolve(hash.hex()));
    return Files.isRegularFile(file) ? Files.size(file) : 0;
  }

  /** What is on its way. */
  List<Sha256> parts() throws IOException {
    return hashes(parts);
  }

  /**
   * Takes bytes of some content. They may stop early: what has come is kept, to be gone on with.
   *
   * @param offset of the first byte that comes; what was here from there on is forgotten
   * @param size of the whole content, in bytes
   */
  Received take(Sha256 hash, long offset, long size, InputStream content) throws IOException {
    if (!busy.add(hash)) {
      return new Received.Refused(
          Problem.conflict("the same content is being sent by somebody else: wait for that"));
    }
    try {
      return find(hash).isPresent() ? new Received.Whole() : append(hash, offset, size, content);
    } finally {
      busy.remove(hash);
    }
  }

  private Received append(Sha256 hash, long offset, long size, InputStream content)
      throws IOException {
    long there = offset(hash);
    if (offset > there) {
      return new Received.Refused(
          Problem.conflict("%d bytes of it are here: go on from there".formatted(there)));
    }
    long free = Files.getFileStore(parts).getUsableSpace();
    if (free < size - offset + RESERVE) {
      return new Received.Refused(
          new Problem(
              Problem.Code.NO_ROOM,
              "%d MiB are to come, and the disk has %d MiB of which %d MiB stay free"
                  .formatted((size - offset) >> 20, free >> 20, RESERVE >> 20)));
    }
    Path part = parts.resolve(hash.hex());
    long got = write(part, offset, size, content);
    if (got < size) {
      return new Received.Part(got);
    }
    Sha256 found = Sha256.of(part);
    if (got > size || !found.equals(hash)) {
      Files.delete(part);
      return new Received.Refused(
          new Problem(
              Problem.Code.MISMATCH,
              got > size
                  ? "more than the %d bytes came that were told".formatted(size)
                  : "the SHA-256 of what came is %s, not %s: none of it was kept"
                      .formatted(found, hash)));
    }
    Files.move(part, whole.resolve(hash.hex()), StandardCopyOption.ATOMIC_MOVE);
    Durable.force(whole);
    return new Received.Whole();
  }

  /**
   * Writes what comes.
   *
   * @return how many bytes of the content are here then; more than its size when too many came
   */
  private static long write(Path part, long offset, long size, InputStream content)
      throws IOException {
    try (FileChannel channel = FileChannel.open(part, CREATE, WRITE)) {
      channel.truncate(offset).position(offset);
      OutputStream out = Channels.newOutputStream(channel);
      byte[] block = new byte[BLOCK];
      long at = offset;
      for (int read = read(content, block); read >= 0 && at <= size; read = read(content, block)) {
        out.write(block, 0, read);
        at += read;
      }
      channel.force(true);
      return at;
    }
  }

  /** A sender who is gone has sent all that comes of this request. */
  private static int read(InputStream content, byte[] block) {
    try {
      return content.read(block);
    } catch (IOException cut) {
      return -1;
    }
  }

  /** Frees what some content took. */
  void remove(Sha256 hash) {
    try {
      Files.deleteIfExists(whole.resolve(hash.hex()));
    } catch (IOException e) {
      throw new UncheckedIOException("content of an artifact cannot be removed", e);
    }
  }

  /** Removes what nobody named, and what nobody goes on with. */
  void sweep(Predicate<Sha256> isNamed, Instant now) throws IOException {
    for (Sha256 hash : hashes(whole)) {
      removeOld(whole.resolve(hash.hex()), isNamed.test(hash) ? Instant.MIN : now.minus(UNNAMED));
    }
    for (Sha256 hash : hashes(parts)) {
      removeOld(
          parts.resolve(hash.hex()), busy.contains(hash) ? Instant.MIN : now.minus(UNFINISHED));
    }
  }

  private static void removeOld(Path file, Instant before) throws IOException {
    if (Files.exists(file) && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
      Files.deleteIfExists(file);
    }
  }

  private static List<Sha256> hashes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(Sha256::isOne)
          .sorted()
          .map(Sha256::new)
          .toList();
    }
  }
}
