package org.edgeztp.server.provision;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Observation.Kind;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.ssh.LinkLostException;
import org.edgeztp.server.ssh.Output;
import org.edgeztp.server.ssh.RemoteSession;
import org.jspecify.annotations.Nullable;

/** Takes one machine through its checks: one try of one check in each round. */
final class Inspection implements Visits.Work {
  private static final int EVIDENCE = 2000;

  private final Inventory inventory;
  private final ProvisionSettings.Pace pace;
  private final Clock clock;
  private final Machine machine;
  private final List<Check> checks;
  private int passed;
  private @Nullable Instant begun;

  Inspection(
      Inventory inventory,
      ProvisionSettings.Pace pace,
      Clock clock,
      Machine machine,
      List<Check> checks) {
    this.inventory = inventory;
    this.pace = pace;
    this.clock = clock;
    this.machine = machine;
    this.checks = List.copyOf(checks);
  }

  @Override
  public Optional<Event> round(RemoteSession session)
      throws LinkLostException, InterruptedException {
    if (passed == checks.size()) {
      return Optional.of(new Event.Accepted(checks.size()));
    }
    Check check = checks.get(passed);
    Instant asked = clock.instant();
    Instant first = begun == null ? asked : begun;
    begun = first;
    Output output = session.run(check.command(), check.timeout());
    Instant answered = clock.instant();
    Optional<String> complaint = check.judge().complaint(new Check.Answer(output, asked, answered));
    Duration taken = Duration.between(first, answered);
    if (complaint.isEmpty()) {
      note(check, "passed", check.name() + ": passed", taken, output);
      passed++;
      begun = null;
      return Optional.empty();
    }
    if (taken.compareTo(check.timeout()) < 0) {
      Thread.sleep(pace.checkPause());
      return Optional.empty();
    }
    note(check, "failed", check.name() + ": " + complaint.get(), taken, output);
    return Optional.of(new Event.AcceptanceFailed(check.name(), complaint.get()));
  }

  private void note(Check check, String status, String text, Duration taken, Output output) {
    String said = output.stdout() + output.stderr();
    Map<String, Object> facts =
        Map.of(
            "name", check.name(),
            "status", status,
            "seconds", taken.toMillis() / 1000.0,
            "exit", output.exit(),
            "evidence", Sentences.bounded(said.strip(), EVIDENCE));
    inventory.note(machine, new Observation(Kind.CHECK, text, facts));
  }
}
