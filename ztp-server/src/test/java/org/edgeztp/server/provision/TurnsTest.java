package org.edgeztp.server.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that all answer at the same time, where one may converge at a time. */
class TurnsTest {
  private static final String FULL = "1 of 1 machines converge (capacity: converge)";

  @TempDir Path directory;
  private Node node;
  private Turns turns;
  private Convergence convergence;

  @BeforeEach
  void start() throws Exception {
    node = new Node(directory);
    turns = node.turns(1);
    convergence = node.newConvergence(turns);
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  @Test
  void waitForRoomSayWhyAndAreNotFailedForIt() throws Exception {
    MachineId first = answers(1);
    MachineId second = answers(2);
    assertThat(state(first)).isEqualTo(State.CONVERGING);
    assertThat(state(second)).isEqualTo(State.WAITING);
    assertThat(node.inventory.explain(machine(second)).sentence())
        .startsWith("waits for its turn to converge; last seen")
        .endsWith(FULL);
    node.clock.advance(Duration.ofMinutes(40));
    node.inventory.sweepDeadlines();
    turns.sweep();
    assertThat(state(second)).isEqualTo(State.WAITING);
    assertThat(node.inventory.last(machine(second), Observation.Kind.QUEUE))
        .as("told once")
        .isEmpty();
    apply(first, new Event.Converged(0, 0, 0, "x"));
    turns.sweep();
    convergence.advance(machine(second));
    assertThat(state(second)).isEqualTo(State.CONVERGING);
  }

  @Test
  void goOnLongestThereFirstEachIntoRoomOfItsOwn() throws Exception {
    MachineId first = answers(1);
    MachineId second = answers(2);
    node.clock.advance(Duration.ofSeconds(1));
    MachineId third = answers(3);
    apply(first, new Event.Converged(0, 0, 0, "x"));
    turns.sweep();
    turns.sweep();
    assertThat(state(second)).isEqualTo(State.INSTALLED);
    assertThat(state(third)).as("the room is the second's").isEqualTo(State.WAITING);
    MachineId fourth = answers(4);
    assertThat(state(fourth)).isEqualTo(State.WAITING);
    node.clock.advance(Duration.ofMinutes(16));
    node.inventory.sweepDeadlines();
    assertThat(state(second)).as("it did not answer again").isEqualTo(State.FAILED);
    turns.sweep();
    assertThat(state(third)).isEqualTo(State.INSTALLED);
  }

  @Test
  void areNotPassedByWhoComesWhenRoomIsFree() throws Exception {
    MachineId first = answers(1);
    MachineId second = answers(2);
    apply(first, new Event.Converged(0, 0, 0, "x"));
    MachineId third = answers(3);
    assertThat(state(third)).isEqualTo(State.WAITING);
    turns.sweep();
    assertThat(state(second)).isEqualTo(State.INSTALLED);
    assertThat(state(third)).isEqualTo(State.WAITING);
  }

  @Test
  void takeNoRoomInMaintenance() throws Exception {
    MachineId first = answers(1);
    MachineId second = answers(2);
    apply(first, new Upkeep.MaintenanceOn("a fan", "test"));
    turns.sweep();
    assertThat(state(second)).isEqualTo(State.INSTALLED);
  }

  /** A machine that has just been installed, and is tried once. */
  private MachineId answers(int number) throws Exception {
    node.nextId("m-000000000" + number);
    Machine seen =
        node.inventory.sight(
            new MacAddress("52:54:00:00:01:0" + number),
            "lab",
            new Sighting(Optional.empty(), Optional.of(InetAddress.getLoopbackAddress())));
    convergence.advance(
        Node.installed(node.inventory, seen, "edge-" + number, node.host.hostKey()));
    return seen.id();
  }

  private void apply(MachineId id, Event event) {
    node.inventory.apply(machine(id), event);
  }

  private State state(MachineId id) {
    return machine(id).state();
  }

  private Machine machine(MachineId id) {
    return node.inventory.find(id).orElseThrow();
  }
}
