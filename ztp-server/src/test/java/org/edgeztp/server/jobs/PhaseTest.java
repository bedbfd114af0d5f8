package org.edgeztp.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.junit.jupiter.api.Test;

class PhaseTest {
  private final AtomicInteger ids = new AtomicInteger();
  private final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(),
          Policy.of(),
          Clock.systemUTC(),
          () -> new MachineId("m-%010x".formatted(ids.incrementAndGet())));

  @Test
  void neverWorksOnAMachineTwiceAtATime() throws Exception {
    machine(1);
    var release = new CountDownLatch(1);
    var started = new AtomicInteger();
    var phase =
        new Phase(
            "test",
            Set.of(State.DISCOVERED),
            10,
            machine -> {
              started.incrementAndGet();
              release.await();
            });
    phase.run(inventory);
    phase.run(inventory);
    await().until(() -> started.get() == 1);
    phase.run(inventory);
    assertThat(started).as("the first still works on it").hasValue(1);
    release.countDown();
    await()
        .untilAsserted(() -> {
          phase.run(inventory);
          assertThat(started).hasValueGreaterThan(1);
        });
  }

  @Test
  void leavesMachinesInMaintenanceAlone() throws Exception {
    Machine maintained = machine(1);
    inventory.apply(maintained, new Upkeep.MaintenanceOn("new memory", "a test"));
    Machine other = machine(2);
    var advanced = new ConcurrentLinkedQueue<MachineId>();
    var phase =
        new Phase("test", Set.of(State.DISCOVERED), 10, machine -> advanced.add(machine.id()));
    phase.run(inventory);
    await().until(() -> advanced.contains(other.id()));
    assertThat(advanced).containsExactly(other.id());
  }

  @Test
  void neverWorksOnMoreMachinesThanItMay() throws Exception {
    for (int i = 1; i <= 5; i++) {
      machine(i);
    }
    var started = new AtomicInteger();
    var phase =
        new Phase(
            "test",
            Set.of(State.DISCOVERED),
            2,
            machine -> {
              started.incrementAndGet();
              new CountDownLatch(1).await();
            });
    phase.run(inventory);
    phase.run(inventory);
    await().until(() -> started.get() == 2);
    phase.stop();
    assertThat(started).hasValue(2);
  }

  @Test
  void jobsRunAPhaseAsSoonAsAMachineEntersItsState() {
    Machine machine = machine(1);
    var phase =
        new Phase(
            "inspected",
            Set.of(State.INSPECTING),
            1,
            seen ->
                inventory.apply(
                    seen, new Event.InspectFailed("a test", CauseCode.INSPECTION_FAILED)));
    try (var jobs = new Jobs(inventory, List.of(phase), List.of())) {
      jobs.start();
      inventory.apply(machine, new Event.Inspect("a test"));
      await()
          .untilAsserted(() ->
              assertThat(inventory.find(machine.id())).map(Machine::state).contains(State.FAILED));
    }
  }

  private Machine machine(int number) {
    return inventory.sight(
        new MacAddress("52:54:00:77:00:%02x".formatted(number)),
        "lab",
        new Sighting(Optional.empty(), Optional.empty()));
  }
}
