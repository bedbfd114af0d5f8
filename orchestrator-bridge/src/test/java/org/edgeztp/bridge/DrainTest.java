package org.edgeztp.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.edgeztp.bridge.webhook.FakeOrchestrator.Reply;
import org.edgeztp.inventory.cause.Finding;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A machine in service that is to leave it, over real HTTP; only the time is made up. */
class DrainTest extends HandoffBench {
  private static final Reply DRAINED = Reply.machine("drained", "\"reason\":\"its pods moved\"");

  @BeforeEach
  void bringIntoService() {
    machine = Fixtures.after(inventory, machine, new Event.Joined("lab", "node-7"));
  }

  @Test
  void aDrainedMachineStaysUntilSomebodyWantsMoreOfIt() {
    orchestrator.toQuestions(DRAINED);
    drain();
    advanceWhenDue(2);

    assertThat(state()).isEqualTo(State.DRAINED);
    assertThat(inventory.explain(current()).sentence()).startsWith("its orchestrator runs nothing");
    assertThat(orchestrator.events().getFirst().body())
        .contains("org.edgeztp.machine.withdrawn.v1", "\"reference\":\"node-7\"");
    assertThat(ids()).containsExactly("evt_0123456789_2");
    assertThat(timeline("handoff")).containsExactly("lab is to drain it, as evt_0123456789_2 says");
    assertThat(timeline("Drained"))
        .containsExactly("lab runs nothing on it any more: its pods moved");
  }

  @Test
  void aReleasedMachineIsWipedOnceItsOrchestratorHasDrainedIt() {
    Reply busy = Reply.machine("pending", "\"reason\":\"2 pods left\"");
    orchestrator.toQuestions(busy, busy, DRAINED);
    release();
    advanceWhenDue(3);
    assertThat(state()).isEqualTo(State.DRAINING);
    clock.advance(Duration.ofMinutes(2));
    assertThat(code()).contains(CauseCode.ORCHESTRATOR_KEEPS);
    advanceWhenDue(1);

    assertThat(state()).isEqualTo(State.WIPING);
    assertThat(timeline("handoff")).contains("lab has not decided: 2 pods left");
  }

  @Test
  void whatWasAskedForLastCounts() {
    release();
    machine = Fixtures.after(inventory, machine, new Event.Aborted("a test"));
    assertThat(machine.state()).isEqualTo(State.IN_SERVICE);
    orchestrator.toQuestions(DRAINED);
    drain();
    advanceWhenDue(2);

    assertThat(state()).isEqualTo(State.DRAINED);
  }

  @Test
  void anOrchestratorThatRefusesKeepsTheMachineInService() {
    orchestrator.toQuestions(Reply.machine("refused", "\"reason\":\"it holds the last copy\""));
    release();
    advanceWhenDue(2);

    assertThat(state()).isEqualTo(State.IN_SERVICE);
    assertThat(timeline("DrainRefused")).containsExactly("lab keeps it: it holds the last copy");
  }

  @Test
  void oneThatDoesNotDrainItInTimeHasItStill() {
    orchestrator.toQuestions(Reply.machine("accepted", "\"reference\":\"node-7\""));
    release();
    advanceWhenDue(2);
    clock.advance(Duration.ofMinutes(61));
    inventory.sweepDeadlines();

    assertThat(state()).isEqualTo(State.IN_SERVICE);
    assertThat(timeline("DeadlinePassed"))
        .containsExactly("deadline passed while waiting for its orchestrator to drain it");
  }

  @Test
  void aDrainedMachineComesBackByAConvergeAndANewHandover() {
    orchestrator.toQuestions(DRAINED);
    drain();
    advanceWhenDue(2);
    machine = Fixtures.after(inventory, current(), new Event.Reconverge("a test"));
    machine = Fixtures.after(inventory, machine, new Event.Reachable("10.7.0.11"));
    machine = Fixtures.after(inventory, machine, new Event.Converged(0, 9, 2.5, "recipe runner"));
    machine = Fixtures.after(inventory, machine, new Event.Accepted(2));
    advanceWhenDue(2);

    assertThat(state()).isEqualTo(State.IN_SERVICE);
    assertThat(ids()).containsExactly("evt_0123456789_2", "evt_0123456789_3");
  }

  @Test
  void anOrchestratorNobodyConfiguredKeepsItByName() {
    release();
    new Handoff(inventory, deliveries, List.of(), clock, new Random(1)).advance(machine);

    assertThat(state()).isEqualTo(State.IN_SERVICE);
    assertThat(timeline("DrainRefused"))
        .containsExactly("lab keeps it: no orchestrator of this name is configured");
  }

  private void drain() {
    machine = Fixtures.after(inventory, machine, new Upkeep.Drain("a test"));
  }

  private void release() {
    machine =
        Fixtures.after(inventory, machine, new Upkeep.Release(List.of(), List.of(), "a test"));
  }

  private Optional<CauseCode> code() {
    return inventory.explain(current()).cause().map(Finding::code);
  }
}
