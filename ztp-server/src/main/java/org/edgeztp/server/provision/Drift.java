package org.edgeztp.server.provision;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Observation.Kind;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.ssh.ConnectResult;
import org.edgeztp.server.ssh.Output;
import org.edgeztp.server.ssh.Remote;
import org.edgeztp.server.ssh.RemoteSession;

/**
 * Asks machines in service what their roles would change on them, and changes nothing. Each is
 * asked again after a while, a few at once; the newest answer is in the timeline.
 */
public final class Drift implements AutoCloseable {
  /** What became of a comparison. */
  enum Status {
    /** It is as its roles say. */
    NONE,
    /** Something would be changed. */
    DRIFTED,
    /** It could not be compared. */
    UNKNOWN
  }

  private static final int AT_ONCE = 8;
  private static final Duration WITHIN = Duration.ofMinutes(10);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Inventory inventory;
  private final ProvisionSettings settings;
  private final Duration every;
  private final Clock clock;
  private final Visits visits;
  private final Carrier carrier;
  private final Relations relations;
  private final Semaphore room = new Semaphore(AT_ONCE);
  private final Map<MachineId, Instant> due = new ConcurrentHashMap<>();
  private final Map<MachineId, Thread> busy = new ConcurrentHashMap<>();

  /**
   * @param every how long an answer is good for; zero: machines are compared when somebody asks
   */
  public Drift(
      Inventory inventory,
      Remote remote,
      ProvisionSettings settings,
      Relations relations,
      Duration every,
      Clock clock) {
    this.inventory = inventory;
    this.settings = settings;
    this.every = every;
    this.clock = clock;
    visits = new Visits(inventory, remote, settings);
    this.relations = relations;
    carrier = new Carrier(settings);
  }

  /** Has a machine compared as soon as there is room. */
  void ask(Machine machine) {
    due.put(machine.id(), Instant.MIN);
    sweep();
  }

  /** Starts the comparisons that are due and have room. */
  public synchronized void sweep() {
    Instant now = clock.instant();
    for (Machine machine : inventory.inState(List.of(State.IN_SERVICE))) {
      if (machine.maintenance().isEmpty()
          && !busy.containsKey(machine.id())
          && !dueAt(machine).isAfter(now)
          && room.tryAcquire()) {
        start(machine);
      }
    }
  }

  /** What was found last. */
  static Optional<Entry> last(Inventory inventory, Machine machine) {
    return inventory.last(machine, Kind.DRIFT).filter(entry -> entry.run() == machine.run());
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    busy.values().forEach(Thread::interrupt);
    try {
      for (Thread thread : busy.values()) {
        thread.join(CLOSE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Instant dueAt(Machine machine) {
    return due.computeIfAbsent(
        machine.id(),
        _ ->
            every.isZero()
                ? Instant.MAX
                : last(inventory, machine).map(Entry::lastAt).orElse(machine.since()).plus(every));
  }

  private void start(Machine machine) {
    Thread thread = Thread.ofVirtual().name("drift-" + machine.id()).unstarted(() -> run(machine));
    busy.put(machine.id(), thread);
    thread.start();
  }

  private void run(Machine machine) {
    try {
      compare(machine);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      due.put(machine.id(), every.isZero() ? Instant.MAX : clock.instant().plus(every));
      busy.remove(machine.id());
      room.release();
    }
  }

  private void compare(Machine machine) throws InterruptedException {
    Optional<Profile> profile = inventory.profileOf(machine);
    if (profile.isEmpty() || profile.get().ztp().isPresent()) {
      return;
    }
    switch (visits.connect(machine)) {
      case ConnectResult.Connected(var session) -> {
        try (session) {
          note(machine, compare(machine, profile.get(), session));
        } catch (IOException e) {
          note(machine, unknown(String.valueOf(e.getMessage())));
        }
      }
      case ConnectResult.NotYet(var reason, _) -> note(machine, unknown(reason));
      case ConnectResult.WrongHostKey(var reason) -> note(machine, unknown(reason));
      case ConnectResult.AuthRefused(var reason) -> note(machine, unknown(reason));
    }
  }

  private Observation compare(Machine machine, Profile profile, RemoteSession session)
      throws IOException, InterruptedException {
    List<Difference> found = new ArrayList<>();
    int resources = 0;
    for (Step step : Plan.of(profile, new Cookbooks(settings.cookbooks())).steps()) {
      var directory = RunDirectory.comparison(settings.runs(), machine, step);
      Relations.Told told =
          relations.of(machine, profile, step, RunDirectory.publish(settings.runs(), step));
      Output output =
          carrier.carry(
              machine, profile, step, told.attributes(), directory.compare(), WITHIN, session);
      var comparison = new Comparison(step, told.hidden());
      session.follow(directory.read(), comparison::accept, settings.pace().silence());
      if (!output.succeeded()) {
        return unknown(
            step.name() + ": " + comparison.failure().orElse("exit code " + output.exit()));
      }
      found.addAll(comparison.differences());
      resources += comparison.resources();
    }
    return Difference.observation(found, resources);
  }

  private static Observation unknown(String cause) {
    return new Observation(
        Kind.DRIFT, "could not be compared: " + cause, Map.of("status", Status.UNKNOWN.name()));
  }

  private void note(Machine machine, Observation seen) {
    inventory.noteAgain(machine, seen);
  }
}
