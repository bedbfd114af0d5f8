package org.edgeztp.server.repository;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The body of an upstream's answer, asked for again from where it broke. For one thread. */
final class SteadyBody implements Closeable {
  /** Gets the rest of the same bytes. */
  interface Rest {
    /**
     * Asks for everything from a position on.
     *
     * @throws IOException if the upstream fails or has other bytes by now
     */
    InputStream from(long position) throws IOException;
  }

  private static final int BLOCK = 64 * 1024;
  private static final int RESUMES = 2;

  private final Head head;
  private final Optional<Rest> rest;
  private final Timing timing;
  private @Nullable InputStream source;
  private byte[] block = new byte[BLOCK];
  private long position;
  private int resumes;

  SteadyBody(Head head, InputStream start, Optional<Rest> rest, Timing timing) {
    this.head = head;
    this.source = start;
    this.rest = rest;
    this.timing = timing;
  }

  Head head() {
    return head;
  }

  /**
   * The next bytes, valid until the next call; none at the end.
   *
   * @throws IOException if the body broke and could not be resumed
   */
  ByteBuffer next() throws IOException {
    while (position < head.length()) {
      try {
        int read = readInTime(source == null ? resume() : source);
        position += read;
        return ByteBuffer.wrap(block, 0, read);
      } catch (IOException broken) {
        close();
        if (rest.isEmpty() || resumes == RESUMES) {
          throw new IOException(
              "broke off after " + position + " of " + head.length() + " bytes", broken);
        }
        resumes++;
      }
    }
    return ByteBuffer.allocate(0);
  }

  private InputStream resume() throws IOException {
    try {
      Thread.sleep(timing.pause());
    } catch (InterruptedException stopped) {
      throw interrupted();
    }
    // The reader of the broken stream may still hold the old block.
    block = new byte[BLOCK];
    source = rest.orElseThrow().from(position);
    return source;
  }

  private int readInTime(InputStream from) throws IOException {
    byte[] into = block;
    FutureTask<Integer> reading = new FutureTask<>(() -> from.read(into));
    Thread.ofVirtual().name("mirror-read").start(reading);
    try {
      int read = reading.get(timing.stall().toMillis(), TimeUnit.MILLISECONDS);
      if (read < 0) {
        throw new EOFException("the upstream ended the body early");
      }
      return read;
    } catch (TimeoutException silent) {
      throw new IOException("no byte for " + timing.stall().toMillis() + " ms", silent);
    } catch (ExecutionException failed) {
      throw new IOException("the connection failed", failed.getCause());
    } catch (InterruptedException stopped) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("the mirror is closing");
  }

  /** Ends the connection, which also wakes a reader that still waits on it. */
  @Override
  public void close() throws IOException {
    InputStream open = source;
    source = null;
    if (open != null) {
      open.close();
    }
  }
}
