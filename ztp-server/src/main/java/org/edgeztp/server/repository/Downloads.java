package org.edgeztp.server.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.edgeztp.server.repository.Download.Opening;
import org.edgeztp.server.repository.Upstream.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a file on disk or fetches it once, however many ask. Thread-safe: the lock guards the cache
 * and both maps, and is never held while the upstream is waited for.
 */
final class Downloads implements Stock {
  private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);

  /** What a small site's uplink can share out sensibly. */
  private static final int AT_ONCE = 16;

  /** An upstream that failed a moment ago. */
  private record Outage(String why, Instant until) {}

  private final Origins origins;
  private final Cache cache;
  private final Upstream upstream;
  private final Timing timing;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<MirrorPath, Download> running = new HashMap<>();
  private final Map<String, Outage> outages = new HashMap<>();
  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("mirror-fetch-", 0).factory());

  /** Owns the cache and the upstream: closes both. */
  Downloads(Origins origins, Cache cache, Upstream upstream, Timing timing, Clock clock) {
    this.origins = origins;
    this.cache = cache;
    this.upstream = upstream;
    this.timing = timing;
    this.clock = clock;
  }

  /**
   * Asks the upstream if it must be asked.
   *
   * @param path of one of the archives this was made with
   */
  @Override
  public Supply supply(MirrorPath path) throws IOException {
    Download download;
    boolean shared;
    lock.lock();
    try {
      download = running.get(path);
      shared = download != null;
      if (download == null) {
        Optional<CacheEntry> entry = cache.find(path);
        Optional<Supply> atHand =
            entry.isPresent() ? atHand(path, entry.get()) : origins.missing(path);
        if (atHand.isPresent()) {
          return atHand.get();
        }
        download = start(path, entry.map(CacheEntry::head));
      }
    } finally {
      lock.unlock();
    }
    return switch (download.opening()) {
      case Opening.Arriving(Head head) ->
          follow(path, download, head, shared ? Result.HIT : Result.MISS);
      case Opening.Unchanged() ->
          fromDisk(path, Optional.empty(), shared ? Result.HIT : Result.REVALIDATED);
      case Opening.Absent(String why) -> new Supply.Absent(why);
      case Opening.Failed(String why) -> fromDisk(path, Optional.of(why), Result.FAILED);
    };
  }

  /** Whether a file is of those that a pin keeps as they are. */
  private boolean isPinned(MirrorPath path) {
    return Freshness.of(path.path()) == Freshness.REVALIDATE && pinned(path.name()).isPresent();
  }

  @Override
  public Optional<Pin> pinned(String archive) {
    return cache.pins().of(archive);
  }

  @Override
  public Snapshot snapshot(String archive) throws IOException {
    return cache.snapshots().of(archive);
  }

  @Override
  public Optional<String> pin(String archive, Optional<LocalDate> day) throws IOException {
    Optional<String> unfit = origins.fault(archive, day, snapshot(archive), upstream);
    if (unfit.isPresent()) {
      return unfit;
    }
    lock.lock();
    try {
      boolean changing =
          running.keySet().stream()
              .anyMatch(path ->
                  path.name().equals(archive) && Freshness.of(path.path()) == Freshness.REVALIDATE);
      if (changing) {
        return Optional.of("an index of it is being fetched just now: pin it in a moment");
      }
      Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      if (day.isPresent()) {
        if (!pinned(archive).flatMap(Pin::day).equals(day)) {
          cache.pin(archive, cache.indexes(archive), new Pin(now, day));
        }
        return Optional.empty();
      }
      cache.snapshots().forget(archive);
      Snapshot snapshot = cache.snapshots().of(archive);
      Optional<String> fault = snapshot.fault();
      if (fault.isEmpty() && pinned(archive).isEmpty()) {
        cache.pin(archive, snapshot.foreign(), new Pin(now, day));
      }
      return fault;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void unpin(String archive) throws IOException {
    lock.lock();
    try {
      if (pinned(archive).flatMap(Pin::day).isPresent()) {
        // Its upstream would be asked whether they changed by dates that another host gave them.
        cache.drop(archive, cache.indexes(archive));
      }
      cache.pins().unpin(archive);
    } finally {
      lock.unlock();
    }
  }

  /** What needs no question to the upstream, or would get no answer. */
  private Optional<Supply> atHand(MirrorPath path, CacheEntry entry) throws IOException {
    Instant now = clock.instant();
    boolean current =
        switch (Freshness.of(path.path())) {
          case IMMUTABLE -> true;
          case REVALIDATE -> isPinned(path) || entry.checkedWithin(timing.fresh(), now);
        };
    if (current) {
      return Optional.of(new Supply.Current(cache.open(path, entry, now), Result.HIT));
    }
    Outage outage = outages.get(path.name());
    return outage != null && now.isBefore(outage.until())
        ? Optional.of(new Supply.Stale(cache.open(path, entry, now), outage.why()))
        : Optional.empty();
  }

  private Supply follow(MirrorPath path, Download download, Head head, Result how)
      throws IOException {
    lock.lock();
    try {
      return running.get(path) == download
          ? new Supply.Current(cache.held(path, download.follow(head)), how)
          : fromDisk(path, download.failure(), how);
    } finally {
      lock.unlock();
    }
  }

  private Supply fromDisk(MirrorPath path, Optional<String> failure, Result how)
      throws IOException {
    lock.lock();
    try {
      Optional<CacheEntry> entry = cache.find(path);
      if (entry.isEmpty()) {
        return new Supply.Failed(failure.orElse("the file vanished from the cache"));
      }
      Reading reading = cache.open(path, entry.get(), clock.instant());
      return failure.isPresent()
          ? new Supply.Stale(reading, failure.get())
          : new Supply.Current(reading, how);
    } finally {
      lock.unlock();
    }
  }

  private Download start(MirrorPath path, Optional<Head> known) {
    Download download = new Download(cache.newPart());
    Runnable release = cache.hold(path);
    threads.execute(() -> {
      run(path, download, known);
      release.run();
    });
    running.put(path, download);
    return download;
  }

  private void run(MirrorPath path, Download download, Optional<Head> known) {
    try {
      places.acquire();
      try {
        fetch(path, download, known);
      } finally {
        places.release();
      }
    } catch (InterruptedException closing) {
      abandon(path, download, "the mirror is closing", known);
    } catch (IOException | RuntimeException failed) {
      abandon(path, download, Reason.of(failed), known);
    }
  }

  private void fetch(MirrorPath path, Download download, Optional<Head> known) throws IOException {
    Instant asked = clock.instant();
    switch (upstream.get(origins.locate(path), known)) {
      case Answer.Content(SteadyBody body) -> {
        try (body) {
          download.fill(body);
        }
        keep(path, download, body.head(), asked);
      }
      case Answer.Unchanged() -> {
        finish(path, () -> cache.confirm(path, asked));
        download.open(new Opening.Unchanged());
      }
      case Answer.Absent(String why) -> {
        finish(path, () -> {});
        download.open(new Opening.Absent(why));
      }
    }
  }

  private void keep(MirrorPath path, Download download, Head head, Instant asked)
      throws IOException {
    try {
      finish(path, () -> cache.publish(path, download.part(), head, asked));
    } catch (IOException disk) {
      // Every asker has all bytes by now, so none of them will report this.
      LOG.warn("Fetched {} but cannot keep it: {}", path, Reason.of(disk));
      throw disk;
    }
  }

  /** A change of the cache. */
  private interface Change {
    void make() throws IOException;
  }

  private void finish(MirrorPath path, Change change) throws IOException {
    lock.lock();
    try {
      outages.remove(path.name());
      change.make();
      running.remove(path);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets the download before it wakes its askers, so that whoever asks again starts anew. */
  private void abandon(MirrorPath path, Download download, String why, Optional<Head> known) {
    lock.lock();
    try {
      running.remove(path);
      if (known.isPresent()) {
        outages.put(path.name(), new Outage(why, clock.instant().plus(timing.outage())));
      }
      Files.deleteIfExists(download.part());
    } catch (IOException failed) {
      LOG.warn("Cannot remove the part file of {}: {}", path, Reason.of(failed));
    } finally {
      lock.unlock();
    }
    download.fail(why);
  }

  @Override
  public CacheUse use() throws IOException {
    lock.lock();
    try {
      return cache.use();
    } finally {
      lock.unlock();
    }
  }

  /** Cuts every fetch under way and waits for its end. */
  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    upstream.close();
    threads.close();
    cache.close();
  }
}
