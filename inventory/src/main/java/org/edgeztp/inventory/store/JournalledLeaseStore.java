package org.edgeztp.inventory.store;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.edgeztp.inventory.lease.Lease;
import org.edgeztp.inventory.lease.LeaseStore;
import org.edgeztp.inventory.lease.LeaseStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases in journals in front of a store that takes longer: a group costs one write and one flush.
 * A journal that is full, or that an earlier process left, is moved into the store behind by a
 * thread of its own, only the last lease of each address, and deleted.
 */
public final class JournalledLeaseStore implements LeaseStore, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(JournalledLeaseStore.class);

  /** Some 250,000 leases: read within a fraction of a second. */
  private static final long FULL = 8 << 20;

  private static final int CHUNK = 200;

  /** How much longer the mover rests than it works, so that clients do not notice it. */
  private static final int REST = 4;

  private static final Duration WAIT_AFTER_FAILURE = Duration.ofMinutes(1);
  private static final String SUFFIX = ".journal";
  private static final String NAME = "%010d" + SUFFIX;

  private final Path folder;
  private final LeaseStore behind;
  private final Runnable flush;

  /** Held while leases go from a journal to the store behind, and while both are read. */
  private final Object moving = new Object();

  /** Journals to be moved, oldest first. */
  private final BlockingQueue<Path> full = new LinkedBlockingQueue<>();

  private final Thread mover;
  private @Nullable LeaseJournal journal;
  private int number;
  private boolean failing;

  /**
   * Begins to move what an earlier process left.
   *
   * @param folder for the journals; made when absent
   * @param flush brings what the store behind keeps onto the disk, so that it survives a power cut
   * @throws IOException if the folder is not to be had
   */
  public JournalledLeaseStore(Path folder, LeaseStore behind, Runnable flush) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.behind = behind;
    this.flush = flush;
    full.addAll(journals());
    number = full.stream().mapToInt(JournalledLeaseStore::number).max().orElse(0);
    mover = Thread.ofPlatform().daemon().name("lease-mover").start(this::move);
  }

  @Override
  public List<Lease> load() {
    Map<Inet4Address, Lease> leases = new HashMap<>();
    synchronized (moving) {
      behind.load().forEach(lease -> leases.put(lease.address(), lease));
      try {
        for (Path left : journals()) {
          leases.putAll(LeaseJournal.read(left));
        }
      } catch (IOException e) {
        throw new LeaseStoreException("reading the lease journals in " + folder, e);
      }
    }
    return List.copyOf(leases.values());
  }

  @Override
  public synchronized void save(List<Lease> leases) {
    try {
      append(leases);
    } catch (IOException e) {
      if (!failing) {
        log.error("No client gets an address: leases cannot be kept in {}", folder, e);
      }
      failing = true;
      throw new LeaseStoreException("keeping " + leases.size() + " leases in " + folder, e);
    }
    if (failing) {
      log.info("Clients get addresses again: leases are kept in {}", folder);
    }
    failing = false;
  }

  /** Leaves what is not moved yet to the next process. */
  @Override
  public synchronized void close() throws IOException {
    mover.interrupt();
    try {
      mover.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (journal != null) {
      journal.close();
    }
  }

  private void append(List<Lease> leases) throws IOException {
    LeaseJournal open = journal;
    if (open == null) {
      open = new LeaseJournal(folder.resolve(String.format(Locale.ROOT, NAME, number + 1)));
      number++;
      journal = open;
    }
    try {
      open.append(leases);
    } finally {
      if (open.size() > FULL || !open.isWhole()) {
        retire(open);
      }
    }
  }

  private void retire(LeaseJournal done) {
    journal = null;
    full.add(done.path());
    try {
      done.close();
    } catch (IOException e) {
      log.warn("Closing {}", done.path(), e);
    }
  }

  private void move() {
    try {
      while (true) {
        Path next = full.take();
        // In their order: an older journal after a younger one would bring back what is over.
        while (!moved(next)) {
          Thread.sleep(WAIT_AFTER_FAILURE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean moved(Path from) throws InterruptedException {
    try {
      move(from);
      return true;
    } catch (IOException | RuntimeException e) {
      log.warn("Moving leases out of {}; it is tried again in a minute", from, e);
      return false;
    }
  }

  private void move(Path from) throws IOException, InterruptedException {
    List<Lease> leases = List.copyOf(LeaseJournal.read(from).values());
    for (int at = 0; at < leases.size(); at += CHUNK) {
      long start = System.nanoTime();
      synchronized (moving) {
        behind.save(leases.subList(at, Math.min(at + CHUNK, leases.size())));
      }
      Thread.sleep(Duration.ofNanos(REST * (System.nanoTime() - start)));
    }
    flush.run();
    synchronized (moving) {
      LeaseJournal.delete(from);
    }
  }

  private List<Path> journals() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private static int number(Path file) {
    String name = file.getFileName().toString();
    return Integer.parseInt(name, 0, name.length() - SUFFIX.length(), 10);
  }
}
