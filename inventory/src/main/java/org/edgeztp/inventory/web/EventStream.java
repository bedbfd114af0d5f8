package org.edgeztp.inventory.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.lifecycle.Entry;
import tools.jackson.databind.json.JsonMapper;

/**
 * Timeline entries as Server-Sent Events. Each stream reads the stored timeline from where its
 * client stands, so a slow or returning client misses nothing; a listener only wakes it.
 */
final class EventStream {
  private static final int BATCH = 500;

  private final Inventory inventory;
  private final JsonMapper json;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stored = lock.newCondition();
  private long newest;
  private volatile boolean closed;

  EventStream(Inventory inventory, JsonMapper json) {
    this.inventory = inventory;
    this.json = json;
    inventory.listen(entry -> wake(entry.seq()));
  }

  /**
   * Writes entries after the given one until the client leaves or may see them no more, or the
   * server stops.
   */
  void write(OutputStream out, long after) throws IOException, InterruptedException {
    var pulse = new Pulse(out);
    long sent = after;
    pulse.told();
    while (!closed && pulse.goesOn()) {
      long known = newest();
      List<Entry> entries = behind(sent);
      for (Entry entry : entries) {
        if (inventory.isVisible(entry)) {
          out.write(event(entry));
        }
        sent = entry.seq();
      }
      if (!entries.isEmpty()) {
        pulse.told();
      } else {
        // What was stored before that was deleted, where it comes after what was sent.
        rest(Math.max(sent, known), pulse);
      }
    }
  }

  /** Until there is an entry after the given one, or the stream ends: who waits reads nothing. */
  private void rest(long sent, Pulse pulse) throws IOException, InterruptedException {
    while (!closed && pulse.goesOn() && !await(sent)) {
      pulse.quiet();
    }
  }

  /** With what may not be seen, to go on behind it. */
  private List<Entry> behind(long seq) {
    return Sites.everywhere(() -> inventory.entries(seq, BATCH));
  }

  void close() {
    closed = true;
    wake(Long.MAX_VALUE);
  }

  private byte[] event(Entry entry) {
    String data = json.writeValueAsString(EntryView.of(entry));
    return ("id: " + entry.seq() + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Waits for an entry after the given one.
   *
   * @return false when none was stored for a tick
   */
  private boolean await(long sent) throws InterruptedException {
    long left = TimeUnit.SECONDS.toNanos(Pulse.TICK_SECONDS);
    lock.lock();
    try {
      while (newest <= sent && left > 0) {
        left = stored.awaitNanos(left);
      }
      return newest > sent;
    } finally {
      lock.unlock();
    }
  }

  private long newest() {
    lock.lock();
    try {
      return newest;
    } finally {
      lock.unlock();
    }
  }

  private void wake(long seq) {
    lock.lock();
    try {
      newest = Math.max(newest, seq);
      stored.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
