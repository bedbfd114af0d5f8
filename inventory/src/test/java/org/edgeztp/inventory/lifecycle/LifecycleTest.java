package org.edgeztp.inventory.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.inventory.machine.State.BOOTING;
import static org.edgeztp.inventory.machine.State.CONVERGING;
import static org.edgeztp.inventory.machine.State.FAILED;
import static org.edgeztp.inventory.machine.State.INSTALLED;
import static org.edgeztp.inventory.machine.State.INSTALLING;
import static org.edgeztp.inventory.machine.State.QUEUED;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.Outcome;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Failure;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.machine.TestResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LifecycleTest {
  private static final Event.Installed INSTALLED_EVENT =
      new Event.Installed("ssh-ed25519 AAAA", "/dev/vda", 30);
  private static final Event.InstallFailed INSTALL_FAILED =
      new Event.InstallFailed("image", "SHA-256 differs", "", CauseCode.IMAGE_CHECKSUM);

  private static final TestResults RESULTS =
      new TestResults(Optional.empty(), List.of(), Optional.of(940L));

  private static final Event WIPE = new Upkeep.Wipe(List.of(), List.of(), "a test");
  private static final Event ADOPT =
      new Upkeep.Adopt("edge", "edge-1", "10.7.0.11", "ssh-ed25519 AAAA", "a test");
  private static final Event FORCED = new Upkeep.ForcedRelease(List.of(), List.of(), "a test");
  private static final Event RELEASE = new Upkeep.Release(List.of(), List.of(), "a test");

  @ParameterizedTest
  @EnumSource(State.class)
  void everyStateHasARow(State state) {
    assertThat(Lifecycle.row(state).state()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "INSPECTING, a machine that is INSPECTING takes no Wipe: abort it first",
    "DRAINING, a machine that is DRAINING takes no Wipe",
    "READY, a machine that is READY takes no Wipe"
  })
  void aRefusalSaysWhereAbortingHelps(State state, String reason) {
    assertThat(new Outcome.Refused(state, WIPE).reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void aPassingStateHasADeadlineAndAWayToFail(State state) {
    Row row = Lifecycle.row(state);
    assertThat(row.within().isPresent()).isEqualTo(row.kind() == Row.Kind.PASSING);
    if (row.kind() == Row.Kind.PASSING) {
      assertThat(row.exits().values()).containsAnyOf(FAILED, State.IN_SERVICE);
      assertThat(row.expects()).isNotBlank();
    }
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void everyStateButFailedRefusesARetry(State state) {
    boolean retried = Lifecycle.next(Machines.in(state), new Event.Retry("a test")).isPresent();
    assertThat(retried).isEqualTo(state == FAILED);
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void maintenanceLeavesEveryStateAsItIsButItsDeadline(State state) {
    Instant later = Machines.NOON.plusSeconds(600);
    Optional<Duration> within = Lifecycle.within(state, Optional.empty());
    Machine before = Machines.in(state);
    Machine during = moved(before, new Upkeep.MaintenanceOn("new memory", "a test"), later);
    assertThat(during.state()).isEqualTo(state);
    assertThat(during.maintenance()).contains("new memory");
    assertThat(during.deadline()).isEmpty();
    assertThat(during.since()).isEqualTo(before.since());
    assertThat(during.failure()).isEqualTo(before.failure());
    Machine after = moved(during, new Upkeep.MaintenanceOff("a test"), later);
    assertThat(after.maintenance()).isEmpty();
    assertThat(after.deadline()).isEqualTo(within.map(later::plus));
    assertThat(after.failure()).isEqualTo(before.failure());
  }

  private static Machine moved(Machine machine, Event event, Instant now) {
    State to = Lifecycle.next(machine, event).orElseThrow();
    Optional<Duration> within = Lifecycle.within(to, Optional.empty());
    return Transition.of(machine, event, to, now, within, Optional.empty());
  }

  static Stream<Arguments> moves() {
    return Stream.of(
        Arguments.of(BOOTING, new Event.InstallerStarted(), INSTALLING),
        Arguments.of(INSTALLING, INSTALLED_EVENT, INSTALLED),
        Arguments.of(INSTALLING, INSTALL_FAILED, FAILED),
        Arguments.of(INSTALLING, new Event.InstallerRestarted(2), BOOTING),
        Arguments.of(INSTALLING, new Event.DeadlinePassed("x"), FAILED),
        Arguments.of(INSTALLING, new Event.Aborted("a test"), FAILED),
        Arguments.of(QUEUED, new Event.Aborted("a test"), FAILED),
        Arguments.of(State.READY, new Event.Inspect("a test"), State.INSPECTING),
        Arguments.of(State.READY, new Upkeep.Test("a test"), State.TESTING),
        Arguments.of(QUEUED, new Event.TestsDue("edge"), State.TESTING),
        Arguments.of(State.TESTING, new Event.TestsPassed(RESULTS), QUEUED),
        Arguments.of(State.TESTING, new Upkeep.Tested(RESULTS), State.READY),
        Arguments.of(FAILED, new Upkeep.Test("a test"), State.TESTING),
        Arguments.of(State.IN_SERVICE, RELEASE, State.DRAINING),
        Arguments.of(State.IN_SERVICE, FORCED, State.WIPING),
        Arguments.of(State.DRAINING, FORCED, State.WIPING),
        Arguments.of(State.DRAINING, new Event.DeadlinePassed("x"), State.IN_SERVICE),
        Arguments.of(State.DRAINING, new Event.Aborted("a test"), State.IN_SERVICE),
        Arguments.of(State.DRAINED, RELEASE, State.WIPING),
        Arguments.of(State.DISCOVERED, ADOPT, State.ADOPTING),
        Arguments.of(State.RETIRED, ADOPT, State.ADOPTING),
        Arguments.of(FAILED, WIPE, State.WIPING),
        Arguments.of(State.IN_SERVICE, new Upkeep.Rescue("a test"), State.RESCUING),
        Arguments.of(FAILED, new Event.Retry("a test"), QUEUED),
        Arguments.of(FAILED, new Event.Redeploy("edge", "edge-1", "a test"), QUEUED));
  }

  @ParameterizedTest
  @MethodSource("moves")
  void leadsWhereTheTableSays(State from, Event event, State to) {
    assertThat(Lifecycle.next(Machines.in(from), event)).contains(to);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(State.DISCOVERED, INSTALLED_EVENT),
        Arguments.of(State.IN_SERVICE, INSTALLED_EVENT),
        Arguments.of(State.IN_SERVICE, WIPE),
        Arguments.of(State.READY, RELEASE),
        Arguments.of(State.IN_SERVICE, new Upkeep.Test("a test")),
        Arguments.of(FAILED, new Upkeep.Drain("a test")),
        Arguments.of(State.IN_SERVICE, ADOPT),
        Arguments.of(State.INSTALLING, new Upkeep.Rescue("a test")),
        Arguments.of(State.IN_SERVICE, new Upkeep.LeaveRescue("a test")),
        Arguments.of(State.IN_SERVICE, new Upkeep.MaintenanceOff("a test")),
        Arguments.of(State.IN_SERVICE, new Event.DeadlinePassed("x")),
        Arguments.of(State.IN_SERVICE, new Event.Aborted("a test")),
        Arguments.of(FAILED, new Event.Aborted("a test")),
        Arguments.of(INSTALLING, new Event.InstallerStarted()),
        Arguments.of(FAILED, INSTALLED_EVENT),
        Arguments.of(State.RETIRED, new Event.Admitted()));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void leadsNowhereWithoutARow(State from, Event event) {
    assertThat(Lifecycle.next(Machines.in(from), event)).isEmpty();
  }

  @Test
  void aProfileSetsTheDeadlinesOfItsOwnPhases() {
    var profile = Optional.of(Machines.PROFILE);
    assertThat(Lifecycle.within(INSTALLING, profile)).contains(Duration.ofMinutes(20));
    assertThat(Lifecycle.within(CONVERGING, profile)).contains(Duration.ofMinutes(40));
    assertThat(Lifecycle.within(INSTALLING, Optional.empty())).contains(Duration.ofMinutes(60));
    assertThat(Lifecycle.within(QUEUED, profile)).isEmpty();
  }

  @Test
  void aFailureIsRemembered() {
    var failure = new Failure(INSTALLING, CauseCode.IMAGE_CHECKSUM, "image: SHA-256 differs");
    Machine failed =
        Transition.of(
            Machines.in(INSTALLING),
            INSTALL_FAILED,
            FAILED,
            Machines.NOON,
            Optional.empty(),
            Optional.of(failure));
    assertThat(failed.failure()).contains(failure);
    assertThat(failed.deadline()).isEmpty();
  }

  @Test
  void aRetryStartsANewRunAndForgetsTheFailure() {
    Machine retried =
        Transition.of(
            Machines.in(FAILED),
            new Event.Retry("x"),
            QUEUED,
            Machines.NOON,
            Optional.empty(),
            Optional.empty());
    assertThat(retried.run()).isEqualTo(2);
    assertThat(retried.boot()).isEqualTo(1);
    assertThat(retried.failure()).isEmpty();
  }
}
