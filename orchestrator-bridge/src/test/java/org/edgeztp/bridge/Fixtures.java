package org.edgeztp.bridge;

import java.net.Inet4Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Outcome;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Disk;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.store.MachineStore;

/** A machine on its way into service, and what it is handed over with. */
public final class Fixtures {
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  public static final MachineId ID = new MachineId("m-0123456789");
  public static final String HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample";

  private static final MacAddress MAC = new MacAddress("52:54:00:77:00:01");

  private Fixtures() {}

  public static Profile profile(String orchestrator) {
    return new Profile(
        "edge",
        Profile.Installer.IMAGE,
        "debian-13",
        "edge-{mac}",
        List.of("base", "ddnn"),
        Map.of(),
        "",
        orchestrator,
        Duration.ofMinutes(60),
        Duration.ofMinutes(60));
  }

  public static Inventory inventory(MachineStore store, Clock clock, String orchestrator) {
    return new Inventory(store, Policy.of(profile(orchestrator)), clock, () -> ID);
  }

  /** Takes a machine through its whole life up to HANDING_OFF. */
  public static Machine handingOff(Inventory inventory) {
    var seen = new Sighting(Optional.empty(), Optional.of(Inet4Address.ofLiteral("10.7.0.11")));
    Machine machine = inventory.sight(MAC, "lab", seen);
    var disk = new Disk("vda", 8L << 30, "", "", "", "", "", false, List.of());
    var hardware =
        new Hardware(
            2,
            1L << 30,
            "uefi",
            "QEMU",
            "Q35",
            "SN-1",
            "",
            List.of(disk),
            List.of(),
            Optional.empty(),
            Optional.empty());
    machine = after(inventory, machine, new Event.Inspect("a rule"));
    machine = after(inventory, machine, new Event.HardwareReported(hardware));
    machine = after(inventory, machine, new Event.Assigned("edge", "edge-01", "a rule"));
    machine = after(inventory, machine, new Event.Admitted());
    machine = after(inventory, machine, new Event.InstallerStarted());
    machine = after(inventory, machine, new Event.Installed(HOST_KEY, "/dev/vda", 30));
    machine = after(inventory, machine, new Event.Reachable("10.7.0.11"));
    inventory.note(machine, Observation.of(Observation.Kind.CONVERGE, "package nebula installed"));
    machine = after(inventory, machine, new Event.Converged(4, 9, 12.5, "recipe runner"));
    inventory.note(machine, Observation.of(Observation.Kind.CHECK, "time is synchronised"));
    inventory.note(machine, Observation.of(Observation.Kind.CHECK, "ddnn answers its self-test"));
    return after(inventory, machine, new Event.Accepted(2));
  }

  public static Machine after(Inventory inventory, Machine machine, Event event) {
    return switch (inventory.apply(machine, event)) {
      case Outcome.Applied(var next) -> next;
      case Outcome.Refused refused -> throw new AssertionError(refused.reason());
      case Outcome.Taken taken -> throw new AssertionError(taken.reason());
      case Outcome.Stale(var current) -> throw new AssertionError("stale: " + current);
    };
  }

  public static Withdrawal withdrawal() {
    return new Withdrawal(
        "evt_0123456789_2", NOON, ID, "edge-01", "lab", MAC, Optional.of("node-7"), 2);
  }

  public static Handover handover() {
    return new Handover(
        "evt_0123456789_1",
        NOON,
        ID,
        "edge-01",
        "lab",
        MAC,
        Optional.of("SN-1"),
        Optional.of("10.7.0.11"),
        "edge",
        List.of("base", "ddnn"),
        Optional.of("2 CPU, 1024 MiB memory, 1 disk(s) of 8 GiB, uefi"),
        Optional.of(HOST_KEY),
        1,
        List.of(
            new Evidence(NOON.minusSeconds(2), "time is synchronised"),
            new Evidence(NOON.minusSeconds(1), "1 acceptance checks passed")));
  }
}
