package org.edgeztp.inventory.lifecycle;

import static org.edgeztp.inventory.lifecycle.Row.on;
import static org.edgeztp.inventory.lifecycle.Row.passing;
import static org.edgeztp.inventory.lifecycle.Row.queue;
import static org.edgeztp.inventory.lifecycle.Row.stable;
import static org.edgeztp.inventory.machine.State.ADOPTING;
import static org.edgeztp.inventory.machine.State.BOOTING;
import static org.edgeztp.inventory.machine.State.CONVERGING;
import static org.edgeztp.inventory.machine.State.DISCOVERED;
import static org.edgeztp.inventory.machine.State.DRAINED;
import static org.edgeztp.inventory.machine.State.DRAINING;
import static org.edgeztp.inventory.machine.State.FAILED;
import static org.edgeztp.inventory.machine.State.HANDING_OFF;
import static org.edgeztp.inventory.machine.State.INSPECTING;
import static org.edgeztp.inventory.machine.State.INSTALLED;
import static org.edgeztp.inventory.machine.State.INSTALLING;
import static org.edgeztp.inventory.machine.State.IN_SERVICE;
import static org.edgeztp.inventory.machine.State.QUEUED;
import static org.edgeztp.inventory.machine.State.READY;
import static org.edgeztp.inventory.machine.State.RESCUE;
import static org.edgeztp.inventory.machine.State.RESCUING;
import static org.edgeztp.inventory.machine.State.RETIRED;
import static org.edgeztp.inventory.machine.State.TESTING;
import static org.edgeztp.inventory.machine.State.VERIFYING;
import static org.edgeztp.inventory.machine.State.WAITING;
import static org.edgeztp.inventory.machine.State.WIPING;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.edgeztp.inventory.machine.HardwareTests;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;

/**
 * THE TABLE: every way a machine can move. What is not here cannot happen.
 *
 * <p>A passing state names what is expected next, its deadline in minutes (a profile may give
 * TESTING, INSTALLING and CONVERGING another; a passed deadline leads to FAILED), and where a retry
 * starts after it failed.
 */
public final class Lifecycle {
  private static final List<Row> ROWS =
      List.of(
          stable(DISCOVERED, on(Event.Inspect.class, INSPECTING), on(Event.Retire.class, RETIRED))
              .leaves(on(Upkeep.Adopt.class, ADOPTING)),
          passing(INSPECTING, 15, "its hardware report", INSPECTING)
              .leaves(on(Event.HardwareReported.class, READY))
              .leaves(on(Event.InspectFailed.class, FAILED))
              .leaves(on(Event.BootLooped.class, FAILED)),
          stable(READY, on(Event.Assigned.class, QUEUED), on(Event.Inspect.class, INSPECTING))
              .leaves(on(Upkeep.Test.class, TESTING))
              .leaves(on(Upkeep.Wipe.class, WIPING))
              .leaves(on(Upkeep.Rescue.class, RESCUING))
              .leaves(on(Upkeep.Adopt.class, ADOPTING))
              .leaves(on(Event.Retire.class, RETIRED)),
          queue(QUEUED, "room to install it")
              .leaves(on(Event.TestsDue.class, TESTING))
              .leaves(on(Event.Admitted.class, BOOTING)),
          passing(TESTING, 60, "the tests of its hardware to end", TESTING)
              .leaves(on(Event.TestsPassed.class, QUEUED), on(Upkeep.Tested.class, READY))
              .leaves(on(Event.TestsFailed.class, FAILED))
              .leaves(on(Event.BootLooped.class, FAILED)),
          passing(BOOTING, 15, "the installer to start", QUEUED)
              .leaves(on(Event.InstallerStarted.class, INSTALLING))
              .leaves(on(Event.InstallFailed.class, FAILED))
              .leaves(on(Event.BootLooped.class, FAILED)),
          passing(INSTALLING, 60, "the installer to finish", QUEUED)
              .leaves(on(Event.Installed.class, INSTALLED))
              .leaves(on(Event.InstallFailed.class, FAILED))
              .leaves(on(Event.InstallerRestarted.class, BOOTING))
              .leaves(on(Event.BootLooped.class, FAILED)),
          passing(INSTALLED, 15, "its system to answer", INSTALLED)
              .leaves(on(Event.Reachable.class, CONVERGING))
              .leaves(on(Event.SystemStarted.class, CONVERGING))
              .leaves(on(Event.MustWait.class, WAITING))
              .leaves(on(Event.ConnectRefused.class, FAILED))
              .leaves(on(Event.BootLooped.class, FAILED)),
          queue(WAITING, "its turn to converge")
              .leaves(on(Event.MayGoOn.class, INSTALLED))
              .leaves(on(Event.BootLooped.class, FAILED)),
          passing(CONVERGING, 60, "its roles to converge", INSTALLED)
              .leaves(on(Event.Converged.class, VERIFYING))
              .leaves(on(Event.ConvergeFailed.class, FAILED))
              .leaves(on(Event.BootLooped.class, FAILED)),
          passing(VERIFYING, 10, "the acceptance checks to pass", VERIFYING)
              .leaves(on(Event.Accepted.class, HANDING_OFF))
              .leaves(on(Event.AcceptanceFailed.class, FAILED))
              .leaves(on(Event.BootLooped.class, FAILED)),
          passing(HANDING_OFF, 30, "the orchestrator to confirm it", HANDING_OFF)
              .leaves(on(Event.Joined.class, IN_SERVICE))
              .leaves(on(Event.HandoffRefused.class, FAILED))
              .leaves(on(Event.BootLooped.class, FAILED)),
          stable(IN_SERVICE, on(Event.Reconverge.class, INSTALLED))
              .leaves(on(Event.Redeploy.class, QUEUED))
              .leaves(on(Upkeep.Drain.class, DRAINING), on(Upkeep.Release.class, DRAINING))
              .leaves(on(Upkeep.ForcedRelease.class, WIPING))
              .leaves(on(Upkeep.Rescue.class, RESCUING))
              .leaves(on(Event.Retire.class, RETIRED))
              .leaves(on(Event.BootLooped.class, IN_SERVICE))
              .leaves(on(Event.BootSettled.class, IN_SERVICE)),
          passing(ADOPTING, 15, "its system to answer on SSH", ADOPTING)
              .leaves(on(Upkeep.Adopted.class, INSTALLED))
              .leaves(on(Event.AdoptFailed.class, FAILED)),
          passing(DRAINING, 60, "its orchestrator to drain it", DRAINING)
              .leaves(on(Upkeep.Drained.class, DRAINED), on(Upkeep.Released.class, WIPING))
              .leaves(on(Upkeep.ForcedRelease.class, WIPING))
              .leaves(on(Event.DrainRefused.class, IN_SERVICE))
              .leaves(on(Event.DeadlinePassed.class, IN_SERVICE))
              .leaves(on(Event.Aborted.class, IN_SERVICE)),
          stable(DRAINED, on(Event.Reconverge.class, INSTALLED))
              .leaves(on(Event.Redeploy.class, QUEUED))
              .leaves(on(Upkeep.Release.class, WIPING), on(Upkeep.ForcedRelease.class, WIPING))
              .leaves(on(Upkeep.Rescue.class, RESCUING))
              .leaves(on(Event.Retire.class, RETIRED)),
          passing(WIPING, 12 * 60, "its disks to be wiped", WIPING)
              .leaves(on(Upkeep.WipeBegun.class, WIPING))
              .leaves(on(Upkeep.Wiped.class, READY))
              .leaves(on(Event.WipeFailed.class, FAILED))
              .leaves(on(Event.BootLooped.class, FAILED)),
          passing(RESCUING, 15, "its rescue system to report", RESCUING)
              .leaves(on(Upkeep.RescueStarted.class, RESCUE))
              .leaves(on(Event.RescueFailed.class, FAILED))
              .leaves(on(Event.BootLooped.class, FAILED)),
          stable(RESCUE, on(Upkeep.RescueStarted.class, RESCUE))
              .leaves(on(Event.RescueFailed.class, FAILED)),
          stable(FAILED, on(Event.Redeploy.class, QUEUED), on(Upkeep.Wipe.class, WIPING))
              .leaves(on(Upkeep.Test.class, TESTING))
              .leaves(on(Upkeep.Rescue.class, RESCUING))
              .leaves(on(Upkeep.Adopt.class, ADOPTING))
              .leaves(on(Event.Retire.class, RETIRED)),
          stable(
              RETIRED, on(Event.Rediscovered.class, DISCOVERED), on(Upkeep.Adopt.class, ADOPTING)));

  private static final Map<State, Row> BY_STATE = index();

  private Lifecycle() {}

  public static List<Row> rows() {
    return ROWS;
  }

  public static Row row(State state) {
    return java.util.Objects.requireNonNull(BY_STATE.get(state), state::name);
  }

  /** The states in which something must come before a deadline. */
  public static Set<State> passingStates() {
    return ROWS.stream()
        .filter(row -> row.kind() == Row.Kind.PASSING)
        .map(Row::state)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Where the event leads a machine, or empty when the table has no row for it. A retry leads to
   * the state named in the row of the phase that failed, and the end of a rescue to the state
   * before it; a passed deadline leads to FAILED, and so does an operator who stops what goes on,
   * unless the row says otherwise. Maintenance leads nowhere else.
   */
  public static Optional<State> next(Machine machine, Event event) {
    Row row = row(machine.state());
    return switch (event) {
      case Event.Retry _ when machine.state() == FAILED ->
          machine.failure().map(failure -> row(failure.phase()).retryFrom());
      case Upkeep.MaintenanceOn _ -> Optional.of(machine.state());
      case Upkeep.MaintenanceOff _ -> machine.maintenance().map(_ -> machine.state());
      case Upkeep.LeaveRescue _ -> machine.resumes();
      case Event.Aborted _ when row.kind() != Row.Kind.STABLE -> Optional.of(row.orFailed(event));
      case Event.DeadlinePassed _ when row.within().isPresent() -> Optional.of(row.orFailed(event));
      default -> Optional.ofNullable(row.exits().get(event.getClass()));
    };
  }

  /** Whether a machine in this state takes the event once what goes on with it was stopped. */
  public static boolean afterAbort(State state, Event event) {
    Row row = row(state);
    return row.kind() != Row.Kind.STABLE
        && row(row.orFailed(new Event.Aborted(""))).exits().containsKey(event.getClass());
  }

  /** Whether a machine can be removed: nothing of it is here to be let go first. */
  public static boolean forgets(State state) {
    return state == DISCOVERED || state == RETIRED;
  }

  /** How long a machine may stay in the state; the profile's word counts over the table's. */
  public static Optional<Duration> within(State state, Optional<Profile> profile) {
    return switch (state) {
      case TESTING ->
          profile.flatMap(Profile::tests).map(HardwareTests::within).or(() -> row(state).within());
      case INSTALLING -> profile.map(Profile::installWithin).or(() -> row(state).within());
      case CONVERGING -> profile.map(Profile::convergeWithin).or(() -> row(state).within());
      default -> row(state).within();
    };
  }

  private static Map<State, Row> index() {
    Map<State, Row> rows = new EnumMap<>(State.class);
    for (Row row : ROWS) {
      rows.put(row.state(), row);
    }
    return rows;
  }
}
