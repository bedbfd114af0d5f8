package org.edgeztp.bridge.hook;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.edgeztp.bridge.Verdict;
import org.edgeztp.bridge.webhook.WebhookClient;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one webhook what it wants of the timeline, in a thread of its own, so that it holds no
 * other up. It reads the stored timeline a little at a time from where the webhook stands; whoever
 * stores an entry only wakes it.
 *
 * <p>Where it stands is kept after each such batch: a process that is killed sends up to {@value
 * #BATCH} events once more.
 */
final class Sender {
  static final int MOST_COUNTED = 1000;

  private static final Logger log = LoggerFactory.getLogger(Sender.class);
  private static final int BATCH = 100;

  /** Entries that may be passed over before that is kept. */
  private static final int UNKEPT = 1000;

  private static final Duration QUIET = Duration.ofMinutes(1);

  /** Until the next look when the database is away. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Hook hook;
  private final Inventory inventory;
  private final Positions positions;
  private final WebhookClient client;
  private final Clock clock;
  private final RandomGenerator random;
  private final Semaphore bell = new Semaphore(0);
  private final Thread thread;
  private Standing standing;
  private long kept;
  private volatile boolean closed;

  /** Of its thread alone. */
  private boolean troubled;

  /**
   * @param seq of the entry that it begins behind
   */
  Sender(
      Hook hook,
      long seq,
      Inventory inventory,
      Positions positions,
      WebhookClient client,
      Clock clock,
      RandomGenerator random) {
    this.hook = hook;
    this.inventory = inventory;
    this.positions = positions;
    this.client = client;
    this.clock = clock;
    this.random = random;
    this.standing = Standing.from(seq);
    this.kept = seq;
    this.thread = Thread.ofVirtual().name("webhook-" + hook.name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  Hook hook() {
    return hook;
  }

  /** There may be something to do. */
  void wake() {
    bell.release();
  }

  /** Calls at once instead of when that is due. */
  synchronized void hurry() {
    standing = standing.due();
    wake();
  }

  /** Goes on behind this entry, wherever it was. */
  synchronized void move(long seq) {
    positions.move(hook.name(), seq);
    kept = seq;
    standing = standing.at(seq);
    wake();
  }

  /** The number of the newest entry there is; 0 where there is none. */
  long newest() {
    return Sites.everywhere(() -> inventory.entriesBefore(Long.MAX_VALUE, 1)).stream()
        .mapToLong(Entry::seq)
        .findFirst()
        .orElse(0);
  }

  HookState state() {
    Standing now = standing();
    List<Entry> behind =
        inventory.entries(now.seq(), MOST_COUNTED).stream()
            .filter(entry -> machine(entry).isPresent())
            .toList();
    return new HookState(
        hook,
        now.seq(),
        behind.size(),
        behind.stream().findFirst().map(Entry::at),
        now.attempts(),
        now.attempts() > 0 ? Optional.of(now.next()) : Optional.empty(),
        now.delivered(),
        now.failed(),
        now.answer());
  }

  /** Nothing is sent from now on. */
  void stop() {
    closed = true;
    wake();
  }

  /** Until it has stopped: within the call that is under way, which the client ends. */
  void awaitEnd() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed) {
        bell.drainPermits();
        Duration rest = attempt();
        bell.tryAcquire(Math.max(1, rest.toMillis()), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration attempt() {
    try {
      Duration rest = work();
      troubled = false;
      return rest;
    } catch (RuntimeException e) {
      if (!troubled) {
        log.warn(
            "Webhook {} cannot go on, and tries every {} s", hook.name(), PAUSE.toSeconds(), e);
      }
      troubled = true;
      return PAUSE;
    }
  }

  /** Sends what is due; for how long there is nothing to do then. */
  private Duration work() {
    while (!closed) {
      Duration wait = Duration.between(clock.instant(), standing().next());
      if (wait.isPositive()) {
        return wait;
      }
      List<Entry> batch = inventory.entries(standing().seq(), BATCH);
      long sent = standing().delivered();
      for (Entry entry : batch) {
        if (closed || !pass(entry)) {
          break;
        }
      }
      keep(standing().delivered() > sent);
      if (batch.isEmpty()) {
        return QUIET;
      }
    }
    return Duration.ZERO;
  }

  /** Whether it got past an entry. */
  private boolean pass(Entry entry) {
    Standing before = standing();
    Optional<Machine> machine = machine(entry);
    if (machine.isEmpty()) {
      return follow(before, before.at(entry.seq()));
    }
    Verdict.OnMessage verdict = client.tell(hook.endpoint(), hook.event(entry, machine.get()));
    if (closed && !(verdict instanceof Verdict.Pending)) {
      return false;
    }
    Standing after = before.after(entry.seq(), verdict, clock.instant(), random);
    tell(before, after);
    return follow(before, after) && after.attempts() == 0;
  }

  /** The machine of an entry that is wanted. Of a machine that was forgotten nothing is told. */
  private Optional<Machine> machine(Entry entry) {
    return inventory.find(entry.machine()).filter(machine -> hook.wanted().covers(entry, machine));
  }

  private void tell(Standing before, Standing after) {
    if (before.attempts() == 0 && after.attempts() == 1) {
      String why = after.answer().map(HookState.Answer::text).orElse("");
      log.warn("Webhook {} does not take an event: {}", hook.name(), why);
    } else if (before.attempts() > 0 && after.attempts() == 0) {
      log.info("Webhook {} takes events again", hook.name());
    }
  }

  private synchronized Standing standing() {
    return standing;
  }

  /** False where somebody moved it meanwhile. */
  private synchronized boolean follow(Standing before, Standing after) {
    boolean stayed = standing.seq() == before.seq();
    if (stayed) {
      standing = after;
    }
    return stayed;
  }

  private synchronized void keep(boolean sent) {
    long seq = standing.seq();
    if (seq != kept && (sent || seq - kept >= UNKEPT)) {
      positions.move(hook.name(), seq);
      kept = seq;
    }
  }
}
