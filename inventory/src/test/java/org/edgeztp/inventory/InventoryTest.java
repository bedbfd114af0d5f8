package org.edgeztp.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.inventory.machine.State.DISCOVERED;
import static org.edgeztp.inventory.machine.State.FAILED;
import static org.edgeztp.inventory.machine.State.INSPECTING;
import static org.edgeztp.inventory.machine.State.READY;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.Rule;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryTest {
  private static final Sighting NOTHING = new Sighting(Optional.empty(), Optional.empty());
  private static final Event INSPECT = new Event.Inspect("rule any");

  private final TestClock clock = new TestClock();
  private final AtomicInteger ids = new AtomicInteger();
  private final List<Entry> heard = new ArrayList<>();
  private final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(),
          Policy.of(Machines.PROFILE),
          clock,
          () -> new MachineId("m-%010x".formatted(ids.incrementAndGet())));

  @BeforeEach
  void listen() {
    inventory.listen(heard::add);
  }

  @Test
  void discoversAMachineOnceHoweverOftenItIsSeen() {
    Machine first = inventory.sight(Machines.MAC, "lab", NOTHING);
    Machine again = inventory.sight(Machines.MAC, "lab", NOTHING);
    assertThat(again).isEqualTo(first);
    assertThat(first.state()).isEqualTo(DISCOVERED);
    assertThat(heard).extracting(Entry::kind).containsExactly("Discovered");
  }

  @Test
  void learnsWhatASightingAdds() {
    inventory.sight(Machines.MAC, "lab", NOTHING);
    var address = Optional.of(InetAddress.ofLiteral("10.77.0.50"));
    inventory.sight(Machines.MAC, "lab", new Sighting(Optional.of("uuid"), address));
    Machine known = inventory.sight(Machines.MAC, "lab", NOTHING);
    assertThat(known.uuid()).contains("uuid");
    assertThat(known.address()).isEqualTo(address);
  }

  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource({
    "DHCP,    lab,   edge-here",
    "DHCP,    other, later",
    "TFTP,    lab,   edge-here",
    "HTTP,    lab,   edge-here",
    "REFUSED, lab,   none",
    "CONVERGE, lab,  none"
  })
  void tellsByWhichRuleAMachineWasAnswered(Observation.Kind kind, String site, String rule) {
    inventory.follow(
        inventory
            .policy()
            .with(new Rule("edge-here", site, "edge"), new Rule("later", "lab", "edge")));
    Machine machine = inventory.sight(Machines.MAC, "lab", NOTHING);

    inventory.note(machine, Observation.of(kind, "told"));

    assertThat(heard.getLast().facts().getOrDefault(Entry.RULE, "none")).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource({
    "10.77.0.50, fd77::1, 10.77.0.50",
    "fd77::1, 10.77.0.50, 10.77.0.50",
    "fd77::1, fd77::2, fd77::2",
    "10.77.0.50, 10.77.0.51, 10.77.0.51"
  })
  void knowsAMachineByItsIpv4AddressWhereItHasOne(String first, String then, String known) {
    for (String address : List.of(first, then)) {
      var seen = Optional.of(InetAddress.ofLiteral(address));
      inventory.sight(Machines.MAC, "lab", new Sighting(Optional.empty(), seen));
    }
    assertThat(inventory.find(Machines.MAC).orElseThrow().address())
        .contains(InetAddress.ofLiteral(known));
  }

  @Test
  void movesAMachineAndTellsWhy() {
    Machine machine = inventory.sight(Machines.MAC, "lab", NOTHING);
    Outcome outcome = inventory.apply(machine, INSPECT);
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    Machine moved = outcome.after(machine);
    assertThat(moved.state()).isEqualTo(INSPECTING);
    assertThat(moved.deadline()).contains(Machines.NOON.plus(Duration.ofMinutes(15)));
    clock.advance(Duration.ofSeconds(30));
    assertThat(inventory.explain(moved).sentence())
        .isEqualTo(
            "waits for its hardware report, until 12:15:00Z (14 min left);"
                + " last seen 30 s ago: asked for its hardware: rule any");
    Entry entry = inventory.timeline(machine.id(), 0, 10).getLast();
    assertThat(entry.from()).contains(DISCOVERED);
    assertThat(entry.to()).contains(INSPECTING);
    assertThat(entry.facts()).containsEntry("reason", "rule any");
  }

  @Test
  void aListenerThatFailsIsNoFailureOfWhatIsStored() {
    var broken =
        new Inventory(
            new MemoryMachineStore(), Policy.of(), clock, () -> new MachineId("m-0000000001"));
    broken.listen(_ -> {
      throw new IllegalStateException("the scheduler is shut down");
    });
    broken.listen(heard::add);
    Machine machine = broken.sight(Machines.MAC, "lab", NOTHING);
    assertThat(broken.apply(machine, INSPECT).applied()).isTrue();
    assertThat(heard).extracting(Entry::kind).containsExactly("Discovered", "Inspect");
  }

  @Test
  void refusesWhatTheTableHasNoRowFor() {
    Machine machine = inventory.sight(Machines.MAC, "lab", NOTHING);
    Outcome outcome = inventory.apply(machine, new Event.InstallerStarted());
    assertThat(outcome).isEqualTo(new Outcome.Refused(DISCOVERED, new Event.InstallerStarted()));
    assertThat(inventory.find(machine.id())).contains(machine);
    assertThat(heard).hasSize(1);
  }

  @Test
  void aDecisionOnAnOlderStateIsStale() {
    Machine machine = inventory.sight(Machines.MAC, "lab", NOTHING);
    Machine moved = inventory.apply(machine, INSPECT).after(machine);
    assertThat(inventory.apply(machine, INSPECT)).isEqualTo(new Outcome.Stale(moved));
  }

  @Test
  void aChangedAddressDoesNotMakeADecisionStale() {
    Machine machine = inventory.sight(Machines.MAC, "lab", NOTHING);
    var address = Optional.of(InetAddress.ofLiteral("10.77.0.51"));
    inventory.sight(Machines.MAC, "lab", new Sighting(Optional.empty(), address));
    Outcome outcome = inventory.apply(machine, INSPECT);
    assertThat(outcome.applied()).isTrue();
    assertThat(outcome.after(machine).address()).isEqualTo(address);
  }

  @Test
  void oneOfManyHandsWins() {
    Machine machine = inventory.sight(Machines.MAC, "lab", NOTHING);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Outcome>> tries =
          IntStream.range(0, 20)
              .mapToObj(i ->
                  CompletableFuture.supplyAsync(() -> inventory.apply(machine, INSPECT), threads))
              .toList();
      assertThat(tries.stream().map(CompletableFuture::join).filter(Outcome::applied)).hasSize(1);
    }
  }

  @Test
  void failsAMachineWhoseDeadlinePassed() {
    Machine machine = inventory.sight(Machines.MAC, "lab", NOTHING);
    inventory.apply(machine, INSPECT);
    clock.advance(Duration.ofMinutes(15));
    inventory.sweepDeadlines();
    assertThat(inventory.find(machine.id()).orElseThrow().state()).isEqualTo(INSPECTING);
    clock.advance(Duration.ofSeconds(1));
    inventory.sweepDeadlines();
    inventory.sweepDeadlines();
    Machine failed = inventory.find(machine.id()).orElseThrow();
    assertThat(failed.state()).isEqualTo(FAILED);
    assertThat(inventory.explain(failed).sentence())
        .startsWith(
            "failed while INSPECTING: deadline passed while waiting for its hardware report");
  }

  @Test
  void nothingIsExpectedOfAMachineInMaintenanceUntilItIsOver() {
    Machine machine = inventory.sight(Machines.MAC, "lab", NOTHING);
    Machine inspecting = inventory.apply(machine, INSPECT).after(machine);
    Machine maintained =
        inventory
            .apply(inspecting, new Upkeep.MaintenanceOn("new memory", "a test"))
            .after(machine);
    clock.advance(Duration.ofDays(3));
    inventory.sweepDeadlines();
    inventory.sweepCauses();
    assertThat(inventory.find(machine.id())).contains(maintained);
    assertThat(entries(machine, "cause")).isEmpty();
    assertThat(inventory.explain(maintained).sentence())
        .startsWith("in maintenance: new memory; waits for its hardware report; last seen");
    Machine again =
        inventory.apply(maintained, new Upkeep.MaintenanceOff("a test")).after(maintained);
    assertThat(entries(machine, "MaintenanceOff").getFirst().at())
        .isEqualTo(Machines.NOON.plus(Duration.ofDays(3)));
    inventory.sweepDeadlines();
    assertThat(inventory.find(machine.id())).contains(again);
    clock.advance(Duration.ofMinutes(16));
    inventory.sweepDeadlines();
    assertThat(inventory.find(machine.id()).orElseThrow().state()).isEqualTo(FAILED);
  }

  @Test
  void takesTheFactsOfTheHardware() {
    Machine machine = inventory.sight(Machines.MAC, "lab", NOTHING);
    Machine inspecting = inventory.apply(machine, INSPECT).after(machine);
    Machine ready =
        inventory
            .apply(inspecting, new Event.HardwareReported(Machines.HARDWARE))
            .after(inspecting);
    assertThat(ready.state()).isEqualTo(READY);
    assertThat(ready.serial()).contains("LAB-0001");
    assertThat(ready.hardware()).contains(Machines.HARDWARE);
  }

  @Test
  void tellsWhatChangedWhenItIsInspectedAgain() {
    Machine machine = inspected(inventory.sight(Machines.MAC, "lab", NOTHING), Machines.HARDWARE);
    assertThat(inventory.last(machine, Observation.Kind.HARDWARE, 10))
        .as("nothing to compare with")
        .isEmpty();
    machine = inspected(machine, Machines.withDisk("LABDISK-0002"));
    machine = inspected(machine, Machines.withDisk("LABDISK-0003"));
    assertThat(inventory.last(machine, Observation.Kind.HARDWARE, 10))
        .extracting(Entry::text)
        .containsExactly(
            "disk vda: serial LABDISK-0002 replaced by serial LABDISK-0003",
            "disk vda: serial LABDISK-0001 replaced by serial LABDISK-0002");
    assertThat(inventory.timeline(machine.id(), 0, 100))
        .extracting(Entry::kind)
        .containsSubsequence("HardwareReported", "hardware", "HardwareReported", "hardware");
  }

  private Machine inspected(Machine machine, Hardware hardware) {
    Machine inspecting = inventory.apply(machine, INSPECT).after(machine);
    return inventory.apply(inspecting, new Event.HardwareReported(hardware)).after(inspecting);
  }

  @Test
  void countsObservationsOfThePresentRun() {
    Machine machine = inventory.sight(Machines.MAC, "lab", NOTHING);
    Machine running = inventory.apply(machine, INSPECT).after(machine);
    inventory.note(machine, Observation.of(Observation.Kind.CONVERGE, "of the run before"));
    inventory.note(running, Observation.of(Observation.Kind.CONVERGE, "one"));
    inventory.note(running, Observation.of(Observation.Kind.CONVERGE, "two"));
    assertThat(inventory.count(running, Observation.Kind.CONVERGE)).isEqualTo(2);
  }

  @Test
  void countsWhatIsSeenAgainWhereTheMachineWas() {
    Machine machine = inventory.sight(Machines.MAC, "lab", NOTHING);
    Observation renewal = Observation.of(Observation.Kind.DHCP, "it renews");
    for (int time = 0; time < 3; time++) {
      inventory.noteAgain(machine, renewal);
      clock.advance(Duration.ofMinutes(30));
    }
    assertThat(entries(machine, "dhcp"))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.facts()).containsEntry("times", 3);
          assertThat(entry.lastAt()).isEqualTo(Machines.NOON.plus(Duration.ofMinutes(60)));
        });
    inventory.noteAgain(machine, Observation.of(Observation.Kind.DHCP, "another address"));
    Machine moved = inventory.apply(machine, INSPECT).after(machine);
    inventory.noteAgain(moved, Observation.of(Observation.Kind.DHCP, "another address"));
    assertThat(entries(machine, "dhcp")).hasSize(3);
  }

  @Test
  void forgetsRoutineThatIsOldAndKeepsWhatMovedTheMachine() {
    Machine machine = inventory.sight(Machines.MAC, "lab", NOTHING);
    Machine moved = inventory.apply(machine, INSPECT).after(machine);
    for (Observation.Kind kind : Observation.Kind.values()) {
      inventory.note(moved, Observation.of(kind, "seen"));
    }
    clock.advance(Duration.ofDays(91));
    inventory.note(moved, Observation.of(Observation.Kind.DHCP, "lately"));
    inventory.forget(Duration.ofDays(90));
    assertThat(inventory.timeline(machine.id(), 0, 100))
        .extracting(Entry::kind)
        .containsExactly(
            "Discovered",
            "Inspect",
            "check",
            "handoff",
            "rule",
            "controller",
            "wipe",
            "hardware",
            "dhcp");
  }

  private List<Entry> entries(Machine machine, String kind) {
    return inventory.timeline(machine.id(), 0, 100).stream()
        .filter(entry -> entry.kind().equals(kind))
        .toList();
  }
}
