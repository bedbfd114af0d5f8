package org.edgeztp.server.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.web.Pulse;
import org.edgeztp.inventory.web.Streamed;

/**
 * Tells open pages that something they show has changed, as Server-Sent Events without content: the
 * page asks anew for itself. Thousands of changes in a second are one event.
 */
final class Live implements AutoCloseable {
  private static final long PACE_MILLIS = 1000;
  private static final byte[] CHANGED = "data: changed\n\n".getBytes(UTF_8);

  private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Holds at most one word that there is news. */
  private record Follower(Optional<MachineId> machine, BlockingQueue<Boolean> news) {
    void tell() {
      boolean _ = news.offer(true);
    }
  }

  Live(Inventory inventory) {
    inventory.listen(this::tell);
  }

  /** The events of one machine, or of all. */
  Streamed follow(Optional<MachineId> machine) {
    return new Streamed("text/event-stream", out -> write(out, machine));
  }

  @Override
  public void close() {
    closed = true;
    followers.forEach(Follower::tell);
  }

  private void tell(Entry entry) {
    for (Follower follower : followers) {
      if (follower.machine().isEmpty() || follower.machine().get().equals(entry.machine())) {
        follower.tell();
      }
    }
  }

  private void write(OutputStream out, Optional<MachineId> machine)
      throws IOException, InterruptedException {
    var follower = new Follower(machine, new ArrayBlockingQueue<>(1));
    followers.add(follower);
    try {
      var pulse = new Pulse(out);
      pulse.beat();
      while (!closed && pulse.goesOn()) {
        if (follower.news().poll(Pulse.TICK_SECONDS, TimeUnit.SECONDS) == null) {
          pulse.quiet();
        } else if (!closed) {
          out.write(CHANGED);
          pulse.told();
          Thread.sleep(PACE_MILLIS);
        }
      }
    } finally {
      followers.remove(follower);
    }
  }
}
