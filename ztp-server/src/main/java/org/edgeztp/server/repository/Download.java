package org.edgeztp.server.repository;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One question to an upstream, and its answer for everybody who asks the same meanwhile. */
final class Download {
  /** How it went, as far as askers need to know before the bytes. */
  sealed interface Opening {
    /** Bytes are on their way into the part file. */
    record Arriving(Head head) implements Opening {}

    record Unchanged() implements Opening {}

    record Absent(String why) implements Opening {}

    record Failed(String why) implements Opening {}
  }

  private final Path part;
  private final Arrival arrival = new Arrival();
  private final CompletableFuture<Opening> opening = new CompletableFuture<>();

  Download(Path part) {
    this.part = part;
  }

  Path part() {
    return part;
  }

  /** Waits until the upstream has answered. */
  Opening opening() {
    return opening.join();
  }

  void open(Opening how) {
    opening.complete(how);
  }

  /** Wakes everybody who waits, whether for the answer or for more of the body. */
  void fail(String why) {
    arrival.breakOff(why);
    opening.complete(new Opening.Failed(why));
  }

  Optional<String> failure() {
    return arrival.broken();
  }

  /** Only while the part file has its name. */
  Reading follow(Head head) throws IOException {
    return new Reading(head, FileChannel.open(part), arrival);
  }

  /**
   * Writes the body into the part file and forces it to disk, telling followers of every block.
   *
   * @throws IOException if the upstream or the disk failed
   */
  void fill(SteadyBody body) throws IOException {
    try (FileChannel file = FileChannel.open(part, CREATE_NEW, WRITE)) {
      open(new Opening.Arriving(body.head()));
      for (ByteBuffer next = body.next(); next.hasRemaining(); next = body.next()) {
        int bytes = next.remaining();
        while (next.hasRemaining()) {
          file.write(next);
        }
        arrival.add(bytes);
      }
      file.force(true);
    }
  }
}
