package org.edgeztp.server.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.machine.BootTrail;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CarePlanTest {
  /** Seconds since the machine entered its state; tries so far; seconds since the last one. */
  @ParameterizedTest
  @CsvSource({
    "BOOTING,      0, 0,    , wait",
    "BOOTING,     29, 0,    , wait",
    "BOOTING,     30, 0,    , NETBOOT 1",
    "BOOTING,     60, 0,  20, wait",
    "BOOTING,     60, 0,  30, NETBOOT 1",
    "BOOTING,    300, 1, 270, wait",
    "BOOTING,    390, 1, 360, NETBOOT_OTHERWISE 2",
    "BOOTING,    700, 2, 350, wait",
    "BOOTING,    750, 2, 360, give up 3",
    "BOOTING,    900, 3, 150, wait",
    "INSPECTING,  30, 0,    , NETBOOT 1",
    "INSTALLED,  479, 0,    , wait",
    "INSTALLED,  480, 0,    , CYCLE 1",
    "INSTALLED,  850, 1, 370, wait",
    "READY,     9999, 0,    , wait",
    "IN_SERVICE,9999, 0,    , wait",
    "FAILED,    9999, 0,    , wait"
  })
  void aMachineThatWasSeenBeforeGetsTimeToBootByItself(
      State state, int seconds, int tries, Integer sinceTry, String expected) {
    Instant now = Machines.NOON.plusSeconds(seconds);
    var seen =
        new CarePlan.Seen(false, tries, Optional.ofNullable(sinceTry).map(now::minusSeconds));
    assertThat(text(CarePlan.decide(wasSeen(state), seen, now))).isEqualTo(expected);
  }

  @Test
  void aMachineThatWasOnlyRegisteredIsPoweredOnAtOnce() {
    var nothing = new CarePlan.Seen(false, 0, Optional.empty());
    assertThat(text(CarePlan.decide(Machines.in(State.INSPECTING), nothing, Machines.NOON)))
        .isEqualTo("NETBOOT 1");
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"INSPECTING", "BOOTING"})
  void aMachineThatBootsIsLeftAlone(State state) {
    var boots = new CarePlan.Seen(true, 0, Optional.empty());
    assertThat(CarePlan.decide(wasSeen(state), boots, Machines.NOON.plus(Duration.ofHours(1))))
        .isEqualTo(new CarePlan.Care.Wait());
  }

  @Test
  void givingUpSaysWhatToLookAt() {
    Instant now = Machines.NOON.plusSeconds(750);
    var seen = new CarePlan.Seen(false, 2, Optional.of(now.minusSeconds(360)));
    assertThat(CarePlan.decide(wasSeen(State.BOOTING), seen, now))
        .extracting(care -> ((CarePlan.Care.GiveUp) care).why())
        .asString()
        .contains("52:54:00:77:00:01", "boot order", "another DHCP server");
  }

  private static Machine wasSeen(State state) {
    Draft draft = Machines.in(state).draft();
    draft.trail = BootTrail.NONE.booted(Machines.NOON.minusSeconds(600));
    return draft.toMachine();
  }

  private static String text(CarePlan.Care care) {
    return switch (care) {
      case CarePlan.Care.Wait() -> "wait";
      case CarePlan.Care.Act(var action, var number) -> action + " " + number;
      case CarePlan.Care.GiveUp(_, var number) -> "give up " + number;
    };
  }
}
