package org.edgeztp.server.repository;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * One asker's view of a file that may still be growing. The channel outlives the renaming or the
 * removal of the file, so nothing under way is disturbed when a file is replaced.
 *
 * @param closed run when the asker has done with it
 */
record Reading(Head head, FileChannel file, Arrival arrival, Runnable closed) implements Closeable {
  Reading(Head head, FileChannel file, Arrival arrival) {
    this(head, file, arrival, () -> {});
  }

  /**
   * Reads from a position, waiting for bytes that have yet to arrive.
   *
   * @return how many bytes were put into the block, at least one
   * @throws IOException if the file breaks off before its end
   */
  int read(byte[] block, long position, long wanted) throws IOException {
    long ready = Math.min(arrival.await(position), wanted);
    int size = (int) Math.min(ready, block.length);
    int read = file.read(ByteBuffer.wrap(block, 0, size), position);
    if (read < 1) {
      throw new EOFException("the cached file is shorter than it was");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    closed.run();
    file.close();
  }
}
