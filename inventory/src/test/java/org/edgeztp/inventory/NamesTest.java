package org.edgeztp.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.inventory.machine.State.IN_SERVICE;
import static org.edgeztp.inventory.machine.State.QUEUED;
import static org.edgeztp.inventory.machine.State.READY;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  private final MemoryMachineStore store = new MemoryMachineStore();
  private final AtomicInteger ids = new AtomicInteger();
  private final Inventory inventory =
      new Inventory(
          store,
          Policy.of(Machines.PROFILE),
          new TestClock(),
          () -> new MachineId("m-%010x".formatted(ids.incrementAndGet())));

  @ParameterizedTest(name = "{2} as edge-1, the name of one that is {0}: taken {3}")
  @CsvSource({
    "READY,      READY,      Assigned, true",
    "QUEUED,     READY,      Assigned, true",
    "IN_SERVICE, READY,      Assigned, true",
    "FAILED,     READY,      Assigned, true",
    "RESCUE,     IN_SERVICE, Redeploy, true",
    "IN_SERVICE, FAILED,     Redeploy, true",
    "IN_SERVICE, RETIRED,    Adopt,    true",
    "RETIRED,    READY,      Assigned, false",
    "RETIRED,    FAILED,     Redeploy, false",
    "RETIRED,    RETIRED,    Adopt,    false"
  })
  void noTwoMachinesThatAreNotRetiredHaveOneName(
      State other, State from, String kind, boolean taken) {
    Machine holder = machine(other, "edge-1");
    Machine machine = machine(from, "edge-2");
    Event event = naming(kind);
    Optional<Outcome> refusal =
        taken ? Optional.of(new Outcome.Taken(machine, "edge-1", holder)) : Optional.empty();
    assertThat(inventory.obstacle(machine, event)).isEqualTo(refusal);
    Outcome outcome = inventory.apply(machine, event);
    assertThat(outcome.applied()).isEqualTo(!taken);
    assertThat(inventory.find(machine.id()).orElseThrow().hostname())
        .contains(taken ? "edge-2" : "edge-1");
  }

  @Test
  void aMachineKeepsItsNameWhenItIsInstalledAgain() {
    Machine machine = machine(IN_SERVICE, "edge-1");
    assertThat(inventory.apply(machine, naming("Redeploy")).applied()).isTrue();
  }

  @Test
  void ofManyMachinesThatGetANameAtOnceOneHasIt() {
    List<Machine> machines = IntStream.range(0, 64).mapToObj(_ -> machine(READY, "")).toList();
    try (var threads = Executors.newFixedThreadPool(8)) {
      machines.forEach(one -> threads.execute(() -> inventory.apply(one, naming("Assigned"))));
    }
    assertThat(inventory.all()).filteredOn(one -> one.state() == QUEUED).hasSize(1);
  }

  private static Event naming(String kind) {
    return switch (kind) {
      case "Assigned" -> new Event.Assigned("edge", "edge-1", "a rule");
      case "Redeploy" -> new Event.Redeploy("edge", "edge-1", "ada");
      case "Adopt" -> new Upkeep.Adopt("edge", "edge-1", "", "ssh-ed25519 AAAA", "ada");
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private Machine machine(State state, String hostname) {
    var mac = new MacAddress("52:54:00:77:01:%02x".formatted(ids.get()));
    Draft draft = inventory.register(mac, "lab", "ada").draft();
    draft.state = state;
    draft.hostname = Optional.of(hostname).filter(name -> !name.isEmpty());
    Machine machine = draft.toMachine();
    assertThat(store.replace(machine)).isTrue();
    return machine;
  }
}
