package org.edgeztp.server.repository;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How much of a file is on disk: one writer tells, any number of readers wait. Thread-safe. */
final class Arrival {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long available;
  private Optional<String> broken = Optional.empty();

  /** A file that is all there. */
  static Arrival complete(long length) {
    Arrival arrival = new Arrival();
    arrival.available = length;
    return arrival;
  }

  void add(int bytes) {
    lock.lock();
    try {
      available += bytes;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void breakOff(String why) {
    lock.lock();
    try {
      broken = Optional.of(why);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Why no more bytes will come, if so. */
  Optional<String> broken() {
    lock.lock();
    try {
      return broken;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the byte at this position is there.
   *
   * @return the number of bytes from there on
   * @throws IOException if it will never come
   */
  long await(long position) throws IOException {
    lock.lock();
    try {
      while (available <= position) {
        if (broken.isPresent()) {
          throw new IOException(broken.get());
        }
        changed.await();
      }
      return available - position;
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the mirror is closing");
    } finally {
      lock.unlock();
    }
  }
}
