package org.edgeztp.server;

import static org.edgeztp.inventory.machine.State.ADOPTING;
import static org.edgeztp.inventory.machine.State.CONVERGING;
import static org.edgeztp.inventory.machine.State.DRAINING;
import static org.edgeztp.inventory.machine.State.FAILED;
import static org.edgeztp.inventory.machine.State.HANDING_OFF;
import static org.edgeztp.inventory.machine.State.INSTALLED;
import static org.edgeztp.inventory.machine.State.QUEUED;
import static org.edgeztp.inventory.machine.State.READY;
import static org.edgeztp.inventory.machine.State.VERIFYING;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.edgeztp.bridge.Handoff;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.boot.Intake;
import org.edgeztp.server.jobs.Phase;
import org.edgeztp.server.jobs.Sweep;
import org.edgeztp.server.power.PowerCare;
import org.edgeztp.server.power.SerialLog;
import org.edgeztp.server.runlog.RunLogs;

/** What moves machines on, and what is done again and again beside that. */
final class Work {
  private static final Duration OLD = Duration.ofHours(1);

  private Work() {}

  static List<Phase> phases(
      Intake intake, PowerCare care, SerialLog serial, Push push, Handoff handoff) {
    return List.of(
        new Phase("assign", Set.of(READY), 100, intake::assign),
        new Phase("admit", Set.of(QUEUED), 1, intake::admit),
        new Phase("power", PowerCare.STATES, 10, care::advance),
        new Phase("serial", SerialLog.STATES, 200, serial::follow),
        new Phase("adopt", Set.of(ADOPTING), 50, push.adoption()::advance),
        // Bounded by Turns: what converges already must not wait for room while its time runs.
        new Phase(
            "converge",
            Set.of(INSTALLED, CONVERGING),
            Integer.MAX_VALUE,
            push.convergence()::advance),
        new Phase("halt", Set.of(FAILED), 50, push.halt()::advance),
        new Phase("verify", Set.of(VERIFYING), 200, push.acceptance()::advance),
        new Phase("hand-off", Set.of(HANDING_OFF, DRAINING), 100, handoff::advance));
  }

  static List<Sweep> sweeps(
      Inventory inventory,
      Push push,
      PowerCare care,
      RunLogs logs,
      RetentionEntry retention,
      Predicate<Machine> isSpared,
      Runnable images,
      Runnable arrivals,
      Runnable certificate) {
    Duration kept = Duration.ofDays(retention.timelineDays());
    return List.of(
        new Sweep("deadlines", Duration.ofSeconds(5), inventory::sweepDeadlines),
        new Sweep("turns", Duration.ofSeconds(2), push.turns()::sweep),
        new Sweep("drift", Duration.ofSeconds(30), push.drift()::sweep),
        new Sweep("arrivals", Duration.ofSeconds(5), arrivals),
        new Sweep("media", Duration.ofMinutes(2), care::sweep),
        new Sweep("causes", Duration.ofSeconds(10), inventory::sweepCauses),
        new Sweep("certificate", OLD, certificate),
        new Sweep("images", OLD, images),
        new Sweep(
            "strangers",
            OLD,
            () -> inventory.forgetStrangers(Duration.ofDays(retention.strangerDays()), isSpared)),
        new Sweep("timeline", OLD, () -> inventory.forget(kept)),
        new Sweep(
            "logs",
            OLD,
            () -> logs.sweep(retention.logRuns(), id -> inventory.find(id).isPresent())));
  }
}
