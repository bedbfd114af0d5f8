package org.edgeztp.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.server.power.PowerAction.BOOT_MEDIA;
import static org.edgeztp.server.power.PowerAction.NETBOOT;
import static org.edgeztp.server.power.PowerAction.NETBOOT_OTHERWISE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
  private static final List<PowerAction> NETWORK = List.of(NETBOOT, NETBOOT_OTHERWISE);
  private static final List<PowerAction> AND_A_CD = List.of(NETBOOT, NETBOOT_OTHERWISE, BOOT_MEDIA);

  /** Seconds since the machine entered its state; tries so far; seconds since the last one. */
  @ParameterizedTest
  @CsvSource({
    "BOOTING,      0, 0,    , wait",
    "BOOTING,     29, 0,    , wait",
    "BOOTING,     30, 0,    , NETBOOT 1",
    "BOOTING,     60, 0,  20, wait",
    "BOOTING,     60, 0,  30, NETBOOT 1",
    "BOOTING,    300, 1, 270, wait",
    "BOOTING,    330, 1, 300, NETBOOT_OTHERWISE 2",
    "BOOTING,    600, 2, 290, wait",
    "BOOTING,    630, 2, 300, give up 3",
    "BOOTING,    800, 3, 170, wait",
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
    CarePlan.Seen seen = silent(tries, Optional.ofNullable(sinceTry).map(now::minusSeconds));
    assertThat(text(CarePlan.decide(wasSeen(state), seen, NETWORK, now))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0,  30, NETBOOT 1",
    "1, 330, NETBOOT_OTHERWISE 2",
    "2, 630, BOOT_MEDIA 3",
    "3, 929, wait",
    "3, 930, give up 4",
    "4, 999, wait"
  })
  void aControllerWithAVirtualDriveHasAThirdWay(int tries, int seconds, String expected) {
    Instant touched = Machines.NOON.plusSeconds(tries == 0 ? 0 : 30 + 300L * (tries - 1));
    CarePlan.Seen seen = silent(tries, Optional.of(touched));
    Instant now = Machines.NOON.plusSeconds(seconds);
    assertThat(text(CarePlan.decide(wasSeen(State.BOOTING), seen, AND_A_CD, now)))
        .isEqualTo(expected);
  }

  /** Seconds since the drive was filled or asked for; since it last fetched something. */
  @ParameterizedTest
  @CsvSource({
    "INSPECTING, 20,   , 0, wait",
    "INSPECTING, 20, 30, 0, wait",
    "INSPECTING, 20, 10, 0, eject 1",
    "BOOTING,    20, 10, 0, eject 1",
    "INSTALLING, 20,   , 0, eject 1",
    "INSTALLED,  20,   , 0, eject 1",
    // It did not let go.
    "INSPECTING, 59, 70, 1, wait",
    "INSPECTING, 60, 70, 1, eject 2",
    "INSPECTING, 60, 70, 2, eject 3",
    "INSPECTING, 60, 70, 3, wait",
    // Nor will it: what else is to be done is done.
    "BOOTING,   400,   , 3, give up 4",
    // It was left in by an earlier state, or a person put it in.
    "READY,     120,   , 0, eject 1",
    "RESCUE,    120,   , 0, eject 1",
    "FAILED,    120,   , 0, eject 1",
    "FAILED,     20,   , 0, wait",
    "FAILED,     20, 10, 0, eject 1",
    "FAILED,     60,   , 1, eject 2",
    "FAILED,    120,   , 3, wait"
  })
  void aCdIsTakenOutOnceTheMachineBootedFromIt(
      State state, int sinceInserted, Integer sinceBoot, int ejects, String expected) {
    Instant now = Machines.NOON.plusSeconds(100);
    Instant inserted = now.minusSeconds(sinceInserted);
    var seen =
        new CarePlan.Seen(
            Optional.ofNullable(sinceBoot).map(now::minusSeconds),
            3,
            Optional.of(inserted),
            true,
            Optional.of(new CarePlan.Medium(inserted, ejects)));
    assertThat(text(CarePlan.decide(wasSeen(state), seen, AND_A_CD, now))).isEqualTo(expected);
  }

  @Test
  void whatAPersonHadItBootFromGetsItsTime() {
    Instant now = Machines.NOON.plusSeconds(200);
    var seen =
        new CarePlan.Seen(Optional.empty(), 0, Optional.of(Machines.NOON), true, Optional.empty());
    assertThat(text(CarePlan.decide(Machines.in(State.INSPECTING), seen, NETWORK, now)))
        .isEqualTo("wait");
  }

  private static CarePlan.Seen silent(int tries, Optional<Instant> touched) {
    return new CarePlan.Seen(Optional.empty(), tries, touched, tries > 0, Optional.empty());
  }

  @Test
  void aMachineThatWasOnlyRegisteredIsPoweredOnAtOnce() {
    CarePlan.Seen nothing = silent(0, Optional.empty());
    assertThat(
            text(CarePlan.decide(Machines.in(State.INSPECTING), nothing, NETWORK, Machines.NOON)))
        .isEqualTo("NETBOOT 1");
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"INSPECTING", "BOOTING"})
  void aMachineThatBootsIsLeftAlone(State state) {
    var boots =
        new CarePlan.Seen(Optional.of(Machines.NOON), 0, Optional.empty(), false, Optional.empty());
    Instant later = Machines.NOON.plus(Duration.ofHours(1));
    assertThat(CarePlan.decide(wasSeen(state), boots, NETWORK, later))
        .isEqualTo(new CarePlan.Care.Wait());
  }

  @Test
  void givingUpSaysWhatToLookAt() {
    Instant now = Machines.NOON.plusSeconds(750);
    CarePlan.Seen seen = silent(2, Optional.of(now.minusSeconds(360)));
    assertThat(CarePlan.decide(wasSeen(State.BOOTING), seen, NETWORK, now))
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
      case CarePlan.Care.Eject(var number) -> "eject " + number;
      case CarePlan.Care.GiveUp(_, var number) -> "give up " + number;
    };
  }
}
