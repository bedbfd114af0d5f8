package org.edgeztp.server.provision;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.edgeztp.server.ssh.LinkLostException;
import org.edgeztp.server.ssh.Output;
import org.edgeztp.server.ssh.Remote;
import org.edgeztp.server.ssh.RemoteSession;

/**
 * Asks machines in service what their roles would change on them, and changes nothing: each again
 * and again at a time of its own, so that they come one by one. One whose time comes while this
 * server is stopped is asked the next time. The newest answer is in the timeline.
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
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Inventory inventory;
  private final ProvisionSettings settings;
  private final Duration every;
  private final Clock clock;
  private final Visits visits;
  private final Carrier carrier;
  private final Relations relations;
  private final Semaphore room = new Semaphore(AT_ONCE);

  /** Those whose time has come, or that somebody asked for. */
  private final Set<MachineId> due = ConcurrentHashMap.newKeySet();

  private final Map<MachineId, Thread> busy = new ConcurrentHashMap<>();

  private volatile boolean closing;

  /** Times up to then have come. */
  private Instant swept;

  /**
   * @param every between two comparisons of a machine; zero: when somebody asks
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
    this.swept = clock.instant();
    visits = new Visits(inventory, remote, settings);
    this.relations = relations;
    carrier = new Carrier(settings);
  }

  /** Has a machine compared as soon as there is room. */
  void ask(Machine machine) {
    due.add(machine.id());
    sweep();
  }

  /** Starts the comparisons that are due and have room. */
  public synchronized void sweep() {
    Instant now = clock.instant();
    if (!every.isZero()) {
      inventory.inState(List.of(State.IN_SERVICE)).stream()
          .map(Machine::id)
          .filter(id -> turn(id, swept) < turn(id, now))
          .forEach(due::add);
    }
    swept = now;
    due.removeIf(this::isDone);
  }

  /** Whether a comparison was started, or is no more to be had. */
  private boolean isDone(MachineId id) {
    Optional<Machine> machine =
        inventory.find(id).filter(known -> known.state() == State.IN_SERVICE);
    if (machine.isEmpty()) {
      return true;
    }
    boolean starts =
        machine.get().maintenance().isEmpty() && !busy.containsKey(id) && room.tryAcquire();
    if (starts) {
      start(machine.get());
    }
    return starts;
  }

  /** How often the time of a machine had come, since one that they all count from. */
  private long turn(MachineId id, Instant time) {
    long spread = (id.value().hashCode() * 0x9E3779B97F4A7C15L) >>> 16;
    return Math.floorDiv(time.toEpochMilli() - spread % every.toMillis(), every.toMillis());
  }

  /** What was found last. */
  static Optional<Entry> last(Inventory inventory, Machine machine) {
    return inventory.last(machine, Kind.DRIFT).filter(entry -> entry.run() == machine.run());
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    closing = true;
    busy.values().forEach(Thread::interrupt);
    try {
      for (Thread thread : busy.values()) {
        thread.join(CLOSE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
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
      Output output = ask(machine, profile, step, told, directory, session);
      if (output.exit() == Output.TIMED_OUT) {
        return unknown(
            "%s took more than %s and was stopped (%s)"
                .formatted(
                    step.name(),
                    Sentences.span(settings.pace().comparison()),
                    stop(directory, session)));
      }
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

  /** It must not hold up a converge that comes after: what is no longer waited for is stopped. */
  private Output ask(
      Machine machine,
      Profile profile,
      Step step,
      Relations.Told told,
      RunDirectory directory,
      RemoteSession session)
      throws IOException, InterruptedException {
    try {
      return carrier.carry(
          machine,
          profile,
          step,
          told.attributes(),
          directory.compare(),
          settings.pace().comparison(),
          session);
    } catch (InterruptedException e) {
      stop(directory, session);
      throw e;
    } catch (LinkLostException e) {
      if (!closing) {
        throw e;
      }
      // So ends a command that was interrupted while it began.
      stop(directory, session);
      throw new InterruptedException();
    }
  }

  private static String stop(RunDirectory directory, RemoteSession session)
      throws LinkLostException, InterruptedException {
    return session.run(directory.abort(), StepRun.ABORT).stdout().strip();
  }

  private static Observation unknown(String cause) {
    return new Observation(
        Kind.DRIFT, "could not be compared: " + cause, Map.of("status", Status.UNKNOWN.name()));
  }

  /** What a run of its own ended is no answer. */
  private void note(Machine machine, Observation seen) {
    if (visits.wanted(machine)) {
      inventory.noteAgain(machine, seen);
    }
  }
}
