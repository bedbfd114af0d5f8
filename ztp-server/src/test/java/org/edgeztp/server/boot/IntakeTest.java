package org.edgeztp.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private final AtomicInteger ids = new AtomicInteger();
  private final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(),
          Policy.of(Machines.PROFILE),
          Clock.systemUTC(),
          () -> new MachineId("m-%010x".formatted(ids.incrementAndGet())));
  private final Intake intake = new Intake(inventory, Admission.ofSite(1));

  @Test
  void aMachineInMaintenanceTakesUpNoRoomUntilThatIsOver() {
    Machine first = queued("52:54:00:77:00:01");
    intake.admit(first);
    Machine booting = now(first);
    inventory.apply(booting, new Upkeep.MaintenanceOn("new memory", "a test"));
    Machine second = queued("52:54:00:77:00:02");
    intake.admit(second);
    assertThat(now(second).state()).isEqualTo(State.BOOTING);
    inventory.apply(now(second), new Event.Aborted("a test"));
    inventory.apply(now(first), new Upkeep.MaintenanceOff("a test"));
    Machine third = queued("52:54:00:77:00:03");
    intake.admit(third);
    assertThat(now(third).state()).isEqualTo(State.QUEUED);
  }

  private Machine queued(String mac) {
    Machine machine = inventory.register(new MacAddress(mac), "lab", "a test");
    inventory.apply(machine, new Event.Inspect("a test"));
    inventory.apply(now(machine), new Event.HardwareReported(Machines.HARDWARE));
    inventory.apply(now(machine), new Event.Assigned("edge", "edge-1", "a test"));
    return now(machine);
  }

  private Machine now(Machine machine) {
    return inventory.find(machine.id()).orElseThrow();
  }
}
