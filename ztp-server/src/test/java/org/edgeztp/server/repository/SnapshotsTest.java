package org.edgeztp.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is known of archives while they change. */
class SnapshotsTest {
  private static final Snapshot EMPTY = new Snapshot(List.of(), List.of());
  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void areReadOnceUntilAnIndexChanges() throws Exception {
    var snapshots =
        new Snapshots(archive -> {
          reads.incrementAndGet();
          return EMPTY;
        });
    snapshots.of("debian");
    snapshots.of("debian");
    assertThat(reads).hasValue(1);
    snapshots.forget("debian");
    snapshots.of("debian");
    assertThat(reads).hasValue(2);
  }

  @Test
  @Timeout(10)
  void holdNobodyUpWhileAnArchiveIsRead() throws Exception {
    var started = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var snapshots =
        new Snapshots(archive -> {
          if (reads.incrementAndGet() == 1) {
            started.countDown();
            await(go);
          }
          return EMPTY;
        });
    var read = CompletableFuture.supplyAsync(() -> of(snapshots));
    started.await();
    snapshots.forget("debian");
    go.countDown();
    read.join();
    snapshots.of("debian");
    assertThat(reads).as("what was read before the change is not kept").hasValue(2);
  }

  private static Snapshot of(Snapshots snapshots) {
    try {
      return snapshots.of("debian");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
