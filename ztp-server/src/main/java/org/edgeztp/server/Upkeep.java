package org.edgeztp.server;

import java.time.Duration;
import java.util.List;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.server.jobs.Sweep;
import org.edgeztp.server.runlog.RunLogs;

/** What is done again and again beside the phases of machines. */
final class Upkeep {
  private static final Duration OLD = Duration.ofHours(1);

  private Upkeep() {}

  static List<Sweep> sweeps(
      Inventory inventory, RunLogs logs, RetentionEntry retention, Runnable arrivals) {
    Duration kept = Duration.ofDays(retention.timelineDays());
    return List.of(
        new Sweep("deadlines", Duration.ofSeconds(5), inventory::sweepDeadlines),
        new Sweep("arrivals", Duration.ofSeconds(5), arrivals),
        new Sweep("causes", Duration.ofSeconds(10), inventory::sweepCauses),
        new Sweep("timeline", OLD, () -> inventory.forget(kept)),
        new Sweep(
            "logs",
            OLD,
            () -> logs.sweep(retention.logRuns(), id -> inventory.find(id).isPresent())));
  }
}
