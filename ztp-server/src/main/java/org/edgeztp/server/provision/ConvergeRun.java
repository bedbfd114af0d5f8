package org.edgeztp.server.provision;

import java.time.Clock;
import java.util.Optional;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.server.runlog.Redaction;
import org.edgeztp.server.ssh.LinkLostException;
import org.edgeztp.server.ssh.RemoteSession;
import org.jspecify.annotations.Nullable;

/** Takes the steps of one machine's plan in one run, one after the other. */
final class ConvergeRun implements Visits.Work {
  private final ProvisionSettings settings;
  private final Journal journal;
  private final Machine machine;
  private final Profile profile;
  private final Plan plan;
  private final Carrier carrier;
  private final Durations durations;
  private final Clock clock;
  private @Nullable StepRun underWay;

  ConvergeRun(
      ProvisionSettings settings,
      Journal journal,
      Machine machine,
      Profile profile,
      Plan plan,
      Carrier carrier,
      Durations durations,
      Clock clock) {
    this.settings = settings;
    this.journal = journal;
    this.machine = machine;
    this.profile = profile;
    this.plan = plan;
    this.carrier = carrier;
    this.durations = durations;
    this.clock = clock;
  }

  @Override
  public Optional<Event> round(RemoteSession session)
      throws LinkLostException, InterruptedException {
    Optional<Step> step = journal.next(plan);
    if (step.isEmpty()) {
      StepResult.Done all = journal.total();
      return Optional.of(
          new Event.Converged(all.updated(), all.total(), all.seconds(), all.client()));
    }
    StepRun run = underWay == null ? begin(step.get()) : underWay;
    underWay = run;
    Optional<StepResult> result = run.round(session);
    if (result.isEmpty()) {
      return Optional.empty();
    }
    underWay = null;
    return switch (result.get()) {
      case StepResult.Done done -> {
        journal.done(step.get(), done);
        durations.took(step.get().name(), done.seconds());
        yield Optional.empty();
      }
      case StepResult.Failed(var resource, var place, var cause, var log) ->
          Optional.of(
              new Event.ConvergeFailed(
                  resource, place, Redaction.phrase(cause), Redaction.phrase(log)));
    };
  }

  private StepRun begin(Step step) {
    return new StepRun(
        step,
        plan.steps().size(),
        RunDirectory.of(settings.runs(), machine, step),
        journal.of(step),
        settings.pace(),
        clock,
        (command, session) ->
            carrier.carry(machine, profile, step, command, settings.pace().command(), session));
  }
}
