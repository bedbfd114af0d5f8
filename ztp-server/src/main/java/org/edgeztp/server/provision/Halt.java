package org.edgeztp.server.provision;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.runlog.Hidden;
import org.edgeztp.server.runlog.LogKeeper;
import org.edgeztp.server.ssh.ConnectResult;
import org.edgeztp.server.ssh.LinkLostException;
import org.edgeztp.server.ssh.Remote;
import org.edgeztp.server.ssh.RemoteSession;

/**
 * Stops on a machine what its run was doing there when somebody or its deadline ended the run, and
 * tells what was left. May be used by many threads, but only by one at a time for each machine.
 */
public final class Halt {
  /** With these the step ended by itself, or nobody gets in to stop it. */
  private static final Set<CauseCode> NOTHING_RUNS =
      EnumSet.of(
          CauseCode.RECIPE_FAILED,
          CauseCode.CONVERGE_FAILED,
          CauseCode.PACKAGE_MIRROR_FAILED,
          CauseCode.WRONG_HOST_KEY,
          CauseCode.SSH_REFUSED,
          CauseCode.UNKNOWN);

  private static final Duration TRIES = Duration.ofMinutes(10);

  /** Timelines forget what was told of steps, and nobody is to be stopped twice. */
  private static final Duration OLD = Duration.ofDays(7);

  private final Inventory inventory;
  private final ProvisionSettings settings;
  private final Relations relations;
  private final LogKeeper logs;
  private final Clock clock;
  private final Visits visits;

  /** Since when those that there is nothing to do about any more were FAILED. */
  private final Map<MachineId, Instant> settled = new ConcurrentHashMap<>();

  /** Nobody was tried before. */
  private final Instant begun;

  public Halt(
      Inventory inventory,
      Remote remote,
      ProvisionSettings settings,
      Relations relations,
      LogKeeper logs,
      Clock clock) {
    this.inventory = inventory;
    this.settings = settings;
    this.relations = relations;
    this.logs = logs;
    this.clock = clock;
    begun = clock.instant();
    visits = new Visits(inventory, remote, settings);
  }

  /**
   * Tries once on a machine that failed while its roles converged, in the last seven days: this
   * server may have been down since. One that is not reached for ten minutes in which the server
   * was up is left to itself, which its timeline tells.
   */
  public void advance(Machine machine) throws InterruptedException {
    Instant now = clock.instant();
    var journal = new Journal(inventory, logs, machine);
    if (!isCutOff(machine)
        || machine.since().plus(OLD).isBefore(now)
        || machine.since().equals(settled.get(machine.id()))) {
      return;
    }
    if (journal.isStopped()) {
      settled.put(machine.id(), machine.since());
      return;
    }
    Instant from = machine.since().isAfter(begun) ? machine.since() : begun;
    boolean over = Duration.between(from, now).compareTo(TRIES) > 0;
    Optional<Plan> plan = plan(machine);
    Optional<Step> step = plan.flatMap(journal::next);
    if (plan.isEmpty() || step.isEmpty()) {
      settled.put(machine.id(), machine.since());
      return;
    }
    switch (visits.connect(machine)) {
      case ConnectResult.Connected(var session) -> {
        try (session) {
          Hidden hidden = relations.hidden(machine, step.get());
          journal.stopped(
              step.get(),
              hidden.in(
                  stop(machine, plan.get(), step.get(), session, journal.of(step.get(), hidden))));
        } catch (LinkLostException _) {
          missed(journal, step.get(), over);
          Thread.sleep(settings.pace().firstPause());
        }
      }
      case ConnectResult.NotYet _ -> missed(journal, step.get(), over);
      case ConnectResult.WrongHostKey(var reason) -> journal.stopped(step.get(), reason);
      case ConnectResult.AuthRefused(var reason) -> journal.stopped(step.get(), reason);
    }
  }

  private static void missed(Journal journal, Step step, boolean over) {
    if (over) {
      journal.stopped(
          step,
          "was not reached for %d min to be stopped: %s may still run on it"
              .formatted(TRIES.toMinutes(), step.name()));
    }
  }

  private static boolean isCutOff(Machine machine) {
    return machine.state() == State.FAILED
        && machine
            .failure()
            .filter(failure -> failure.phase() == State.CONVERGING)
            .filter(failure -> !NOTHING_RUNS.contains(failure.code()))
            .isPresent();
  }

  private Optional<Plan> plan(Machine machine) {
    Optional<Profile> profile = inventory.profileOf(machine);
    if (profile.isEmpty() || profile.get().ztp().isPresent()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Plan.of(profile.get(), new Cookbooks(settings.cookbooks())));
    } catch (IOException _) { // which is why it failed
      return Optional.empty();
    }
  }

  private String stop(Machine machine, Plan plan, Step step, RemoteSession session, Journal journal)
      throws LinkLostException, InterruptedException {
    RunDirectory directory = RunDirectory.of(settings.runs(), machine, step);
    String how = session.run(directory.abort(), StepRun.ABORT).stdout().strip();
    var report = new Report(Integer.MAX_VALUE, _ -> {});
    session.follow(directory.read(), report::accept, settings.pace().silence());
    journal.print(session.run(directory.collect(), settings.pace().command()).stdout());
    String where =
        report
            .underWay()
            .map(at -> " in the middle of %s (%s)".formatted(at.name(), Sentences.place(at)))
            .orElse("");
    List<Step> left = plan.steps().subList(step.number(), plan.steps().size());
    String after =
        left.isEmpty()
            ? ""
            : "; not begun: " + left.stream().map(Step::name).collect(Collectors.joining(", "));
    return "%s was stopped (%s)%s, after %s%s"
        .formatted(step.name(), how, where, report.progress(), after);
  }
}
