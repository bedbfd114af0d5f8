package org.edgeztp.inventory.lease;

import java.net.Inet4Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: one thread keeps whatever has queued up in one transaction, so that many clients
 * share the price of one flush to the disk. A change that comes alone is kept at once; those that
 * follow within {@link #APART} wait for each other.
 */
final class LeaseWriter implements AutoCloseable {
  private static final int LARGEST_BATCH = 1000;

  /** Between the beginnings of two groups: nothing to a client, and many flushes less. */
  private static final Duration APART = Duration.ofMillis(2);

  /**
   * A lease on its way to the store.
   *
   * @param before what the table held for the address until then
   */
  record Change(Lease lease, @Nullable Lease before, CompletableFuture<Lease> kept) {}

  /** An empty entry is the last one. */
  private final BlockingQueue<Optional<Change>> queue = new LinkedBlockingQueue<>();

  private final LeaseStore store;
  private final Consumer<List<Change>> undo;
  private final Thread thread;
  private long begun = System.nanoTime();

  /**
   * Starts the thread.
   *
   * @param undo is told, on the writer's thread, of changes that were not kept, oldest first
   */
  LeaseWriter(LeaseStore store, Consumer<List<Change>> undo) {
    this.store = store;
    this.undo = undo;
    this.thread = Thread.ofPlatform().name("lease-writer").start(this::run);
  }

  /** Queues a change; changes of one address have to come in their order. */
  void write(Change change) {
    queue.add(Optional.of(change));
  }

  /** Returns when everything queued so far is kept. */
  @Override
  public void close() {
    queue.add(Optional.empty());
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean open = true;
    while (open) {
      List<Optional<Change>> taken = take();
      open = taken.stream().allMatch(Optional::isPresent);
      List<Change> batch = taken.stream().flatMap(Optional::stream).toList();
      if (!batch.isEmpty()) {
        keep(batch);
      }
    }
  }

  private List<Optional<Change>> take() {
    List<Optional<Change>> taken = new ArrayList<>();
    try {
      taken.add(queue.take());
    } catch (InterruptedException e) {
      // Nobody but close() may end this thread: an acknowledged lease would be lost.
      return taken;
    }
    LockSupport.parkNanos(begun + APART.toNanos() - System.nanoTime());
    begun = System.nanoTime();
    queue.drainTo(taken, LARGEST_BATCH - 1);
    return taken;
  }

  private void keep(List<Change> batch) {
    Map<Inet4Address, Lease> last = new LinkedHashMap<>();
    batch.forEach(change -> last.put(change.lease().address(), change.lease()));
    try {
      store.save(List.copyOf(last.values()));
    } catch (RuntimeException e) {
      undo.accept(batch);
      batch.forEach(change -> change.kept().completeExceptionally(e));
      return;
    }
    batch.forEach(change -> change.kept().complete(change.lease()));
  }
}
