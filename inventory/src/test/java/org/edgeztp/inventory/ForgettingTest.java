package org.edgeztp.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which machines are not kept, by whose word. */
class ForgettingTest {
  private static final Sighting NOTHING = new Sighting(Optional.empty(), Optional.empty());
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Observation RENEWAL =
      Observation.of(Observation.Kind.DHCP, "10.77.0.50 leased again");

  private final TestClock clock = new TestClock();
  private final AtomicInteger ids = new AtomicInteger();
  private final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(),
          Policy.of(Machines.PROFILE),
          clock,
          () -> new MachineId("m-%010x".formatted(ids.incrementAndGet())));

  private Machine stranger;

  @BeforeEach
  void come() {
    stranger = inventory.sight(Machines.MAC, "lab", NOTHING);
  }

  @Test
  void whoPassedByIsForgottenAMonthAfterItWasSeen() {
    clock.advance(MONTH);
    inventory.forgetStrangers(MONTH, _ -> false);
    assertThat(inventory.all()).containsExactly(stranger);
    clock.advance(Duration.ofSeconds(1));
    inventory.forgetStrangers(MONTH, _ -> false);
    assertThat(inventory.all()).isEmpty();
  }

  @Test
  void whoIsStillSeenStays() {
    inventory.noteAgain(stranger, RENEWAL);
    clock.advance(MONTH);
    inventory.noteAgain(stranger, RENEWAL);
    clock.advance(MONTH);
    inventory.forgetStrangers(MONTH, _ -> false);
    assertThat(inventory.all()).containsExactly(stranger);
  }

  @Test
  void whoSomebodyHasPlansForStays() {
    clock.advance(MONTH.multipliedBy(2));
    inventory.forgetStrangers(MONTH, stranger::equals);
    assertThat(inventory.all()).containsExactly(stranger);
  }

  @Test
  void whoSomebodyWorksOnStays() {
    inventory.apply(stranger, new Upkeep.MaintenanceOn("ada", "new memory"));
    assertKept();
  }

  @Test
  void whoWasEverInspectedStays() {
    Machine asked = inventory.apply(stranger, new Event.Inspect("x")).after(stranger);
    inventory.apply(asked, new Event.HardwareReported(Machines.HARDWARE));
    assertKept();
  }

  @Test
  void whoWasRegisteredIsWaitedForWithoutEnd() {
    inventory.forget(stranger);
    inventory.register(Machines.MAC, "lab", "ada");
    assertKept();
  }

  @Test
  void nothingIsForgottenThatIsNotLetGo() {
    Machine asked = inventory.apply(stranger, new Event.Inspect("x")).after(stranger);
    assertThat(inventory.forget(asked)).isFalse();
    assertThat(inventory.forget(stranger)).isFalse();
    assertThat(inventory.find(stranger.id())).contains(asked);
  }

  @Test
  void anEventOfAForgottenMachineIsStale() {
    assertThat(inventory.forget(stranger)).isTrue();
    assertThat(inventory.apply(stranger, new Event.Inspect("x")))
        .isEqualTo(new Outcome.Stale(stranger));
    assertThat(inventory.find(stranger.id())).isEmpty();
  }

  private void assertKept() {
    clock.advance(MONTH.plusSeconds(1));
    inventory.forgetStrangers(MONTH, _ -> false);
    assertThat(inventory.find(Machines.MAC)).isPresent();
  }
}
