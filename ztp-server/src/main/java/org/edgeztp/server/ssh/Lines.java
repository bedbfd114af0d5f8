package org.edgeztp.server.ssh;

import java.io.ByteArrayOutputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lines on their way from the connection's thread, which writes, to the caller's, which reads. A
 * slow reader holds the writer back; a reader that is gone must say so with {@link #abandon}.
 */
final class Lines extends OutputStream {
  /** What the reader gets. */
  sealed interface Next {
    record Line(String text) implements Next {}

    record Silence() implements Next {}

    record End() implements Next {}
  }

  private static final int WAITING_LINES = 256;
  private static final int LINE_BYTES = 256 * 1024;

  private final BlockingQueue<Next> queue = new ArrayBlockingQueue<>(WAITING_LINES);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean ended;
  private volatile boolean abandoned;

  /** The next line; silence when none came within the time. */
  Next next(Duration idle) throws InterruptedException {
    Next next = queue.poll(idle.toNanos(), TimeUnit.NANOSECONDS);
    return next == null ? new Next.Silence() : next;
  }

  void abandon() {
    abandoned = true;
    queue.clear();
  }

  @Override
  public synchronized void write(int b) throws InterruptedIOException {
    if (b == '\n') {
      hand(new Next.Line(line.toString(StandardCharsets.UTF_8)));
      line.reset();
    } else if (line.size() < LINE_BYTES) {
      line.write(b);
    }
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length)
      throws InterruptedIOException {
    for (int i = 0; i < length; i++) {
      write(bytes[offset + i]);
    }
  }

  @Override
  public synchronized void close() throws InterruptedIOException {
    if (!ended) {
      ended = true;
      hand(new Next.End());
    }
  }

  private void hand(Next next) throws InterruptedIOException {
    try {
      boolean handed = false;
      while (!handed && !abandoned) {
        handed = queue.offer(next, 50, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("handing over a line");
    }
  }
}
