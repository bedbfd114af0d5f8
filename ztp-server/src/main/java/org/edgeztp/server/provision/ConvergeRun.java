package org.edgeztp.server.provision;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Observation.Kind;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.server.runlog.LogKeeper;
import org.edgeztp.server.runlog.Source;
import org.edgeztp.server.ssh.LinkLostException;
import org.edgeztp.server.ssh.Output;
import org.edgeztp.server.ssh.RemoteSession;

/** Converges the roles of one machine in one run: each round looks, plans, and takes the steps. */
final class ConvergeRun implements Visits.Work {
  private final Inventory inventory;
  private final ProvisionSettings settings;
  private final LogKeeper logs;
  private final Machine machine;
  private final Profile profile;
  private final RunDirectory directory;
  private Report report;

  ConvergeRun(
      Inventory inventory,
      ProvisionSettings settings,
      LogKeeper logs,
      Machine machine,
      Profile profile) {
    this.inventory = inventory;
    this.logs = logs;
    this.settings = settings;
    this.machine = machine;
    this.profile = profile;
    directory = RunDirectory.of(settings.runs(), machine);
    report = newReport();
  }

  @Override
  public Optional<Event> round(RemoteSession session)
      throws LinkLostException, InterruptedException {
    Output seen = session.run(directory.look(), settings.pace().command());
    if (!seen.succeeded()) {
      throw new LinkLostException("a look at the run gave " + seen, null);
    }
    for (Step step : Plan.of(directory, Glance.of(seen.stdout()))) {
      Optional<Event> event = take(step, session);
      if (event.isPresent()) {
        return event;
      }
    }
    return Optional.empty();
  }

  private Optional<Event> take(Step step, RemoteSession session)
      throws LinkLostException, InterruptedException {
    return switch (step) {
      case Step.Upload(var command) -> upload(command, session);
      case Step.Start(var command) -> start(command, session);
      case Step.Follow(var command) -> listen(command, session);
      case Step.Read(var command) -> listen(command, session);
      case Step.Collect(var command, var exit) -> {
        String output = session.run(command, settings.pace().command()).stdout();
        logs.keep(machine, Source.PUSH, output);
        Verdict.rebootWish(exit)
            .ifPresent(wish -> progress(wish + "; it is left to a person", Map.of("exit", exit)));
        yield Optional.of(Verdict.of(report, exit, output));
      }
      case Step.GiveUp(var command, var cause) -> {
        String output = session.run(command, settings.pace().command()).stdout();
        logs.keep(machine, Source.PUSH, output);
        yield Optional.of(new Event.ConvergeFailed("", "", cause, output));
      }
    };
  }

  private Optional<Event> upload(String command, RemoteSession session)
      throws LinkLostException, InterruptedException {
    byte[] archive;
    try {
      var payload = new Payload(new Cookbooks(settings.cookbooks()), settings.push());
      archive =
          payload.archive(
              NodeJson.cookbooks(profile),
              NodeJson.of(machine, profile, settings.node().apply(machine)));
    } catch (IOException e) {
      return failed("the server cannot make the push: " + e.getMessage(), "");
    }
    Output sent =
        session.send(new ByteArrayInputStream(archive), command, settings.pace().command());
    if (!sent.succeeded()) {
      return failed("the machine did not take the push: " + words(sent), sent.stderr());
    }
    progress("got its cookbooks, " + archive.length / 1024 + " KiB", Map.of());
    return Optional.empty();
  }

  private Optional<Event> start(String command, RemoteSession session)
      throws LinkLostException, InterruptedException {
    Output started = session.run(command, settings.pace().command());
    if (!started.succeeded()) {
      return failed("the converge could not be started: " + words(started), started.stderr());
    }
    progress("the converge runs, by itself from now on", Map.of("unit", directory.unit()));
    return Optional.empty();
  }

  private Optional<Event> listen(String command, RemoteSession session)
      throws LinkLostException, InterruptedException {
    report = newReport();
    session.follow(command, report::accept, settings.pace().silence());
    return Optional.empty();
  }

  private Report newReport() {
    return new Report(inventory.count(machine, Kind.CONVERGE), this::note);
  }

  private void progress(String text, Map<String, Object> facts) {
    note(new Observation(Kind.PROGRESS, text, facts));
  }

  private void note(Observation seen) {
    inventory.note(machine, seen);
    logs.keep(machine, Source.PUSH, seen.text());
  }

  private Optional<Event> failed(String cause, String log) {
    logs.keep(machine, Source.PUSH, cause + "\n" + log);
    return Optional.of(new Event.ConvergeFailed("", "", cause, log));
  }

  private static String words(Output output) {
    return output.exit() == Output.TIMED_OUT
        ? "it took too long"
        : Sentences.lastLine(output.stderr()).orElse("exit code " + output.exit());
  }
}
