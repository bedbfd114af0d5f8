package org.edgeztp.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.inventory.machine.State.FAILED;
import static org.edgeztp.inventory.machine.State.QUEUED;
import static org.edgeztp.inventory.machine.State.READY;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.junit.jupiter.api.Test;

class RunViewTest {
  private static final Instant NOON = Machines.NOON;

  private final TestClock clock = new TestClock();
  private final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(),
          Policy.of(Machines.PROFILE),
          clock,
          () -> new MachineId("m-0000000001"));
  private Machine machine =
      inventory.sight(Machines.MAC, "lab", new Sighting(Optional.empty(), Optional.empty()));

  @Test
  void tellsOfEachRunHowItEnded() {
    minuteLater(new Event.Inspect("a rule"));
    minuteLater(new Event.HardwareReported(Machines.HARDWARE));
    minuteLater(new Event.Assigned("edge", "edge-01", "a rule"));
    minuteLater(new Event.Admitted());
    minuteLater(new Event.InstallFailed("disk", "no disk", "", CauseCode.NO_DISK_MATCHES));
    minuteLater(new Event.Redeploy("edge", "edge-01", "ada"));

    List<RunView> runs = RunView.of(inventory.moves(machine));
    assertThat(runs).extracting(RunView::run).containsExactly(2, 1, 0);
    assertThat(runs.get(0)).isEqualTo(underWay(2, 6, "Redeploy", QUEUED));
    RunView failed = runs.get(1);
    assertThat(failed.begun()).isEqualTo(NOON.plus(Duration.ofMinutes(1)));
    assertThat(failed.kind()).isEqualTo("Inspect");
    assertThat(failed.ended()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
    assertThat(failed.state()).isEqualTo(FAILED);
    assertThat(failed.text()).isEqualTo(machineText());
    assertThat(failed.code()).isEqualTo("NO_DISK_MATCHES");
    assertThat(failed.profile()).isEqualTo("edge");
    assertThat(failed.seconds()).isEqualTo(240);
    assertThat(runs.get(2).kind()).isEqualTo("Discovered");
    assertThat(runs.get(2).profile()).isNull();
  }

  @Test
  void readyIsRestUntilAProfileFollows() {
    minuteLater(new Event.Inspect("a rule"));
    assertThat(newest().ended()).isNull();
    minuteLater(new Event.HardwareReported(Machines.HARDWARE));
    assertThat(newest().ended()).isEqualTo(clock.instant());
    assertThat(newest().state()).isEqualTo(READY);
    minuteLater(new Event.Assigned("edge", "edge-01", "a rule"));
    assertThat(newest().ended()).isNull();
  }

  /** What becomes of a machine at rest, and where it stays, changes nothing of its run. */
  @Test
  void endsWithTheFirstRest() {
    minuteLater(new Event.Inspect("a rule"));
    minuteLater(new Event.InspectFailed("no answer", CauseCode.NO_DISK_MATCHES));
    RunView ended = newest();
    minuteLater(new Event.Retire("ada"));
    assertThat(newest()).isEqualTo(ended);
  }

  /** That somebody retires it days later is of no run. */
  @Test
  void anInspectionEndsWhereNothingFollows() {
    minuteLater(new Event.Inspect("a rule"));
    minuteLater(new Event.HardwareReported(Machines.HARDWARE));
    RunView ended = newest();
    minuteLater(new Event.Retire("ada"));
    assertThat(newest()).isEqualTo(ended);
  }

  private RunView newest() {
    return RunView.of(inventory.moves(machine)).getFirst();
  }

  private String machineText() {
    return inventory.last(machine, Event.InstallFailed.class).orElseThrow().text();
  }

  private RunView underWay(int run, int minute, String kind, State state) {
    return new RunView(
        run,
        NOON.plus(Duration.ofMinutes(minute)),
        kind,
        null,
        state,
        inventory.last(machine, Event.Redeploy.class).orElseThrow().text(),
        null,
        "edge",
        null);
  }

  private void minuteLater(Event event) {
    clock.advance(Duration.ofMinutes(1));
    machine = inventory.apply(machine, event).after(machine);
  }
}
