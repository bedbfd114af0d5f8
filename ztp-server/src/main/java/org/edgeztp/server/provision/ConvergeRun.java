package org.edgeztp.server.provision;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.server.runlog.Hidden;
import org.edgeztp.server.ssh.LinkLostException;
import org.edgeztp.server.ssh.Output;
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
  private final Relations relations;
  private final Durations durations;
  private final Clock clock;
  private @Nullable UnderWay underWay;

  ConvergeRun(
      ProvisionSettings settings,
      Journal journal,
      Machine machine,
      Profile profile,
      Plan plan,
      Carrier carrier,
      Relations relations,
      Durations durations,
      Clock clock) {
    this.settings = settings;
    this.journal = journal;
    this.machine = machine;
    this.profile = profile;
    this.plan = plan;
    this.carrier = carrier;
    this.relations = relations;
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
    UnderWay now;
    try {
      now = underWay == null ? begin(step.get()) : underWay;
    } catch (IOException e) {
      return Optional.of(failed(String.valueOf(e.getMessage())));
    }
    underWay = now;
    Optional<StepResult> result = now.run().round(session);
    if (result.isEmpty()) {
      return Optional.empty();
    }
    underWay = null;
    return switch (result.get()) {
      case StepResult.Done done -> done(step.get(), done, session);
      case StepResult.Failed failed -> Optional.of(failed(failed, now.hidden()));
    };
  }

  /** What it wants others to know is kept before it counts as done, as nobody asks for it later. */
  private Optional<Event> done(Step step, StepResult.Done done, RemoteSession session)
      throws LinkLostException, InterruptedException {
    Path publish = RunDirectory.publish(settings.runs(), step);
    Output left = session.run(RunDirectory.published(publish), settings.pace().command());
    if (!left.succeeded()) {
      throw new LinkLostException("reading what the role publishes gave " + left, null);
    }
    Map<String, String> published;
    try {
      published = Published.parse(left.stdout());
    } catch (IllegalArgumentException e) {
      return Optional.of(
          failed(
              "%s left in %s what cannot be published: %s"
                  .formatted(step.name(), publish, e.getMessage())));
    }
    relations.took(machine, step, published);
    journal.done(step, done);
    durations.took(step.name(), done.seconds());
    return Optional.empty();
  }

  private static Event failed(String cause) {
    return failed(StepResult.Failed.of(cause, ""), Hidden.NOTHING);
  }

  private static Event failed(StepResult.Failed failed, Hidden hidden) {
    return new Event.ConvergeFailed(
        hidden.in(failed.resource()),
        hidden.in(failed.place()),
        hidden.phrase(failed.cause()),
        hidden.phrase(failed.log()));
  }

  private UnderWay begin(Step step) throws IOException {
    Relations.Told told =
        relations.of(machine, profile, step, RunDirectory.publish(settings.runs(), step));
    var run =
        new StepRun(
            step,
            plan.steps().size(),
            RunDirectory.of(settings.runs(), machine, step),
            journal.of(step, told.hidden()),
            settings.pace(),
            clock,
            (command, session) ->
                carrier.carry(
                    machine,
                    profile,
                    step,
                    told.attributes(),
                    command,
                    settings.pace().command(),
                    session));
    return new UnderWay(run, told.hidden());
  }

  /**
   * A step that has not ended.
   *
   * @param hidden the secrets that it was given
   */
  private record UnderWay(StepRun run, Hidden hidden) {}
}
