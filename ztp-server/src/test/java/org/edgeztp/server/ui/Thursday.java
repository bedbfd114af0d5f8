package org.edgeztp.server.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.edgeztp.bridge.Progress;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;

/** A site as it is on a Thursday: most serve, some are on their way, a few need a person. */
final class Thursday {
  private Thursday() {}

  static void populate(UiSite site) {
    Instant now = site.clock.instant();
    for (int hour = 0; hour < 40; hour++) {
      site.clock.moveTo(now.minus(Duration.ofMinutes(40 + 43L * hour)));
      Machine _ = site.led(State.IN_SERVICE);
    }
    site.clock.moveTo(now.minus(Duration.ofHours(5)));
    site.apply(
        site.led(State.INSTALLING),
        new Event.InstallFailed(
            "partition", "no disk matches 'size >= 1 TiB'", "", CauseCode.NO_DISK_MATCHES));
    site.clock.moveTo(now.minus(Duration.ofMinutes(50)));
    site.apply(
        site.led(State.CONVERGING),
        new Event.ConvergeFailed(
            "package[kubelet]", "base/recipes/default.rb:12", "404 Not Found", ""));
    site.clock.moveTo(now.minus(Duration.ofMinutes(12)));
    Machine _ = site.led(State.DISCOVERED);
    Machine _ =
        site.apply(site.led(State.IN_SERVICE), new Upkeep.MaintenanceOn("new memory", "ada"));
    Machine _ = site.apply(site.led(State.IN_SERVICE), new Upkeep.Drain("ada"));
    for (State state : List.of(State.INSPECTING, State.BOOTING, State.QUEUED)) {
      site.clock.moveTo(now.minus(Duration.ofMinutes(7)));
      Machine _ = site.led(state);
    }
    moving(site, now);
    Progress _ = site.handoff.advance(site.led(State.HANDING_OFF));
    site.apply(site.led(State.HANDING_OFF), new Event.HandoffRefused("lab", "it is in no region"));
    site.clock.moveTo(now);
    site.inventory.all().stream()
        .limit(20)
        .forEach(machine -> site.grant(Identity.of(machine.mac())));
  }

  /** One that writes its image, and one in the middle of its only step. */
  private static void moving(UiSite site, Instant now) {
    site.clock.moveTo(now.minus(Duration.ofMinutes(7)));
    site.inventory.note(
        site.led(State.INSTALLING),
        new Observation(
            Observation.Kind.PROGRESS,
            "write: 260 of 400 MiB",
            Map.of("step", "write", "done", 260L << 20, "total", 400L << 20)));
    site.clock.moveTo(now.minus(Duration.ofMinutes(7)));
    Machine converging = site.led(State.CONVERGING);
    site.inventory.note(
        converging,
        new Observation(
            Observation.Kind.STEP, "base begins", Map.of("step", "base", "status", "begun")));
    site.inventory.note(
        converging,
        new Observation(
            Observation.Kind.CONVERGE,
            "file[/etc/motd] created",
            Map.of("ended", 5, "declared", 12)));
  }
}
