package org.edgeztp.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.inventory.machine.State.FAILED;
import static org.edgeztp.inventory.machine.State.IN_SERVICE;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.Outcome;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.MissingNode;

/** How often machines came to the end of their way, whatever became of them since. */
class ThroughputTest {
  private static final Event INSPECT = new Event.Inspect("rule any");

  private final TestClock clock = new TestClock();
  private final AtomicInteger ids = new AtomicInteger();
  private final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(),
          Policy.of(Machines.PROFILE),
          clock,
          () -> new MachineId("m-%010x".formatted(ids.incrementAndGet())));

  @Test
  void countsWhatFailedAndWasTriedAgain() {
    var throughput = new Throughput(inventory, clock);
    Machine machine = sight("52:54:00:77:00:01", "lab");
    fail(machine);
    assertThat(told(throughput).lastHour()).isEqualTo(failed(1));
    Machine again = inventory.find(machine.id()).orElseThrow();
    assertThat(inventory.apply(again, new Event.Retry("ada"))).isInstanceOf(Outcome.Applied.class);
    assertThat(told(throughput).lastHour()).isEqualTo(failed(1));
    fail(again);
    assertThat(told(throughput).lastHour()).isEqualTo(failed(2));
  }

  @Test
  void readsWhatWasBeforeItAndForgetsItADayLater() {
    fail(sight("52:54:00:77:00:01", "lab"));
    clock.advance(Duration.ofHours(2));
    var throughput = new Throughput(inventory, clock);
    fail(sight("52:54:00:77:00:02", "lab"));
    Throughput.View view = told(throughput);
    assertThat(view.lastHour()).isEqualTo(failed(1));
    assertThat(view.lastDay()).isEqualTo(failed(2));
    assertThat(view.hours()).extracting(hour -> hour.ends().get(FAILED)).endsWith(1L, 0L, 1L);
    assertThat(view.hours()).hasSize(24);
    clock.advance(Duration.ofHours(22));
    assertThat(told(throughput).lastDay()).isEqualTo(failed(1));
    clock.advance(Duration.ofHours(3));
    assertThat(told(throughput).lastDay()).isEqualTo(failed(0));
  }

  @Test
  void rescuingAMachineThatFailedIsNoFailureMore() {
    var throughput = new Throughput(inventory, clock);
    Machine machine = sight("52:54:00:77:00:01", "lab");
    fail(machine);
    take(machine, new Upkeep.Rescue("ada"));
    take(machine, new Upkeep.RescueStarted("10.77.0.9", "ssh-ed25519 AAAA rescue", "SHA256:x"));
    take(machine, new Upkeep.LeaveRescue("ada"));
    assertThat(inventory.find(machine.id())).map(Machine::state).contains(FAILED);
    assertThat(told(throughput).lastDay()).isEqualTo(failed(1));
  }

  private void take(Machine machine, Event event) {
    Machine now = inventory.find(machine.id()).orElseThrow();
    assertThat(inventory.apply(now, event)).isInstanceOf(Outcome.Applied.class);
  }

  @Test
  void tellsOfTheSitesThatMayBeSeen() throws Exception {
    fail(sight("52:54:00:77:00:01", "lab"));
    fail(sight("52:54:00:77:00:02", "other"));
    var throughput = new Throughput(inventory, clock);
    assertThat(Sites.within(Set.of("lab"), () -> told(throughput).lastDay())).isEqualTo(failed(1));
    assertThat(told(throughput).lastDay()).isEqualTo(failed(2));
  }

  private Machine sight(String mac, String site) {
    return inventory.sight(
        new MacAddress(mac), site, new Sighting(Optional.empty(), Optional.empty()));
  }

  private void fail(Machine machine) {
    inventory.apply(inventory.find(machine.id()).orElseThrow(), INSPECT);
    clock.advance(Duration.ofMinutes(16));
    inventory.sweepDeadlines();
    assertThat(inventory.find(machine.id())).map(Machine::state).contains(FAILED);
  }

  private static Throughput.View told(Throughput throughput) {
    return (Throughput.View) throughput.answer("GET", MissingNode.getInstance());
  }

  private static Map<State, Long> failed(long times) {
    return Map.of(IN_SERVICE, 0L, FAILED, times);
  }
}
