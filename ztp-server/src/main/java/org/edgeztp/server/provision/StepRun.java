package org.edgeztp.server.provision;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.edgeztp.server.ssh.LinkLostException;
import org.edgeztp.server.ssh.Output;
import org.edgeztp.server.ssh.RemoteSession;

/** Takes one step of one machine: each round looks, decides, and makes the moves. */
final class StepRun {
  /** Sends what the step needs to a command's standard input. */
  interface Cargo {
    Output send(String command, RemoteSession session) throws IOException, InterruptedException;
  }

  /** SIGINT, then SIGKILL: the pushed script takes 20 s between the two. */
  static final Duration ABORT = Duration.ofMinutes(1);

  private static final Duration GO_DOWN = Duration.ofMinutes(5);

  private final Step step;
  private final int of;
  private final RunDirectory directory;
  private final Journal journal;
  private final ProvisionSettings.Pace pace;
  private final Clock clock;
  private final Cargo cargo;
  private Report report;
  private long said = -1;
  private Instant saidLast;
  private Optional<Instant> restartAsked = Optional.empty();

  /**
   * @param of how many steps the plan has
   */
  StepRun(
      Step step,
      int of,
      RunDirectory directory,
      Journal journal,
      ProvisionSettings.Pace pace,
      Clock clock,
      Cargo cargo) {
    this.step = step;
    this.of = of;
    this.directory = directory;
    this.journal = journal;
    this.pace = pace;
    this.clock = clock;
    this.cargo = cargo;
    saidLast = clock.instant();
    report = newReport();
  }

  /** One round; empty asks for another. */
  Optional<StepResult> round(RemoteSession session) throws LinkLostException, InterruptedException {
    Output seen = session.run(directory.look(), pace.command());
    if (!seen.succeeded()) {
      throw new LinkLostException("a look at the run gave " + seen, null);
    }
    Glance glance = Glance.of(seen.stdout());
    if (isSilent(glance)) {
      return Optional.of(stop(session));
    }
    for (Move move : Moves.of(directory, glance)) {
      Optional<StepResult> result = make(move, session);
      if (result.isPresent()) {
        return result;
      }
    }
    return Optional.empty();
  }

  private Optional<StepResult> make(Move move, RemoteSession session)
      throws LinkLostException, InterruptedException {
    return switch (move) {
      case Move.Upload(var command) -> upload(command, session);
      case Move.Start(var command, var before) -> start(command, before, session);
      case Move.Follow(var command) -> listen(command, session);
      case Move.Read(var command) -> listen(command, session);
      case Move.Collect(var command, var exit) ->
          Optional.of(Verdict.of(report, exit, collect(command, session)));
      case Move.Restart(var command, var exit) -> restart(command, exit, session);
      case Move.AwaitRestart _ -> awaitRestart();
      case Move.GiveUp(var command, var cause) ->
          Optional.of(StepResult.Failed.of(step.name() + ": " + cause, collect(command, session)));
    };
  }

  private Optional<StepResult> upload(String command, RemoteSession session)
      throws LinkLostException, InterruptedException {
    Output sent;
    try {
      sent = cargo.send(command, session);
    } catch (LinkLostException e) {
      throw e;
    } catch (IOException e) {
      return failed("the server cannot make the push: " + e.getMessage(), "");
    }
    if (!sent.succeeded()) {
      return failed("the machine did not take the push: " + words(sent), sent.stderr());
    }
    journal.progress("got its cookbooks for " + step.name());
    return Optional.empty();
  }

  private Optional<StepResult> start(String command, int before, RemoteSession session)
      throws LinkLostException, InterruptedException {
    if (before > 0) {
      listen(directory.read(), session);
    }
    String where = middle().orElse("");
    Output started = session.run(command, pace.command());
    if (!started.succeeded()) {
      return failed("the converge could not be started: " + words(started), started.stderr());
    }
    if (before == 0) {
      journal.begun(step, of);
    } else {
      journal.again(step, before + 1, where);
    }
    return Optional.empty();
  }

  private Optional<StepResult> listen(String command, RemoteSession session)
      throws LinkLostException, InterruptedException {
    report = newReport();
    session.follow(command, report::accept, pace.silence());
    return Optional.empty();
  }

  private Optional<StepResult> restart(String command, int exit, RemoteSession session)
      throws LinkLostException, InterruptedException {
    Output asked = session.run(command, pace.command());
    if (!asked.succeeded()) {
      return failed("the machine could not be restarted: " + words(asked), asked.stderr());
    }
    journal.progress(
        Verdict.restartWish(exit).orElseThrow() + ": the machine restarts, and then it goes on");
    return Optional.empty();
  }

  private Optional<StepResult> awaitRestart() throws InterruptedException {
    Instant now = clock.instant();
    Instant asked = restartAsked.orElse(now);
    restartAsked = Optional.of(asked);
    if (Duration.between(asked, now).compareTo(GO_DOWN) > 0) {
      return failed(
          "the machine was told to restart and did not in " + GO_DOWN.toMinutes() + " min", "");
    }
    Thread.sleep(pace.firstPause());
    return Optional.empty();
  }

  private boolean isSilent(Glance seen) {
    Instant now = clock.instant();
    if (!seen.running() || seen.said() != said) {
      said = seen.said();
      saidLast = now;
    }
    return Duration.between(saidLast, now).compareTo(step.role().silence()) > 0;
  }

  private StepResult stop(RemoteSession session) throws LinkLostException, InterruptedException {
    String how = session.run(directory.abort(), ABORT).stdout().strip();
    listen(directory.read(), session);
    String cause =
        "told and printed nothing for %d min and was stopped (%s)"
            .formatted(step.role().silence().toMinutes(), how);
    String log = collect(directory.collect(), session);
    return report
        .underWay()
        .<StepResult>map(at -> new StepResult.Failed(at.name(), Sentences.place(at), cause, log))
        .orElseGet(() -> StepResult.Failed.of(step.name() + " " + cause, log));
  }

  private String collect(String command, RemoteSession session)
      throws LinkLostException, InterruptedException {
    String output = session.run(command, pace.command()).stdout();
    journal.print(output);
    return output;
  }

  private Optional<String> middle() {
    return report.underWay().map(at -> "it was cut off in the middle of " + at.name());
  }

  private Report newReport() {
    return new Report(journal.told(), journal::note);
  }

  private Optional<StepResult> failed(String cause, String log) {
    journal.print(cause + "\n" + log);
    return Optional.of(StepResult.Failed.of(cause, log));
  }

  private static String words(Output output) {
    return output.exit() == Output.TIMED_OUT
        ? "it took too long"
        : Sentences.lastLine(output.stderr()).orElse("exit code " + output.exit());
  }
}
