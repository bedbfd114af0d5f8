package org.edgeztp.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Rule;
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

  @Test
  void aRuleThatNamesEveryMachineTheSameInstallsOneAndSaysWhyNoOther() {
    var rule = new Rule("all", "lab", "edge", Machine.Kind.SERVER, List.of(), Optional.of("edge"));
    inventory.follow(inventory.policy().with(rule));
    Machine first = ready("52:54:00:77:00:01");
    intake.assign(first);
    assertThat(now(first).hostname()).contains("edge");
    Machine second = ready("52:54:00:77:00:02");
    intake.assign(second);
    assertThat(now(second).state()).isEqualTo(State.READY);
    assertThat(inventory.timeline(second.id(), 0, 100))
        .extracting(Entry::text)
        .last()
        .isEqualTo(
            "the name edge is that of m-0000000001, which is QUEUED: retire that one, or give"
                + " m-0000000002 a profile or rule whose hostname has {serial}, {mac} or {id}");
    inventory.apply(now(first), new Event.Aborted("a test"));
    inventory.apply(now(first), new Event.Retire("a test"));
    intake.assign(second);
    assertThat(now(second).state()).isEqualTo(State.QUEUED);
  }

  @Test
  void theTimelineSaysWhichRuleTookAMachineOnAndWhyThoseBeforeDidNot() {
    Stream<Rule> elsewhere =
        IntStream.rangeClosed(1, 12).mapToObj(i -> new Rule("site-" + i, "s" + i, "edge"));
    Stream<Rule> here = Stream.of("here", "later").map(name -> new Rule(name, "lab", "edge"));
    Rule[] rules = Stream.concat(elsewhere, here).toArray(Rule[]::new);
    inventory.follow(inventory.policy().with(rules));
    Machine machine = ready("52:54:00:77:00:01");
    intake.assign(machine);
    assertThat(inventory.last(machine, Observation.Kind.RULE).orElseThrow().text())
        .startsWith("3 rules do not match; rule site-4: does not match: ")
        .contains("rule site-12: does not match: ")
        .endsWith("; rule here: matches first: profile edge");
  }

  private Machine ready(String mac) {
    Machine machine = inventory.register(new MacAddress(mac), "lab", "a test");
    inventory.apply(machine, new Event.Inspect("a test"));
    inventory.apply(now(machine), new Event.HardwareReported(Machines.HARDWARE));
    return now(machine);
  }

  private Machine queued(String mac) {
    Machine machine = ready(mac);
    inventory.apply(machine, new Event.Assigned("edge", "edge-" + machine.id().value(), "a test"));
    return now(machine);
  }

  private Machine now(Machine machine) {
    return inventory.find(machine.id()).orElseThrow();
  }
}
