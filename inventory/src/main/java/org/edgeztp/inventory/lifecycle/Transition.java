package org.edgeztp.inventory.lifecycle;

import static org.edgeztp.inventory.machine.State.FAILED;
import static org.edgeztp.inventory.machine.State.RESCUE;
import static org.edgeztp.inventory.machine.State.RESCUING;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.Failure;
import org.edgeztp.inventory.machine.Fault;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.machine.TestResults;

/** What an event does to a machine, once the table has said where it leads. */
public final class Transition {
  /** A rescue changes nothing of what is known of the failure that it looks into. */
  private static final Set<State> FAILED_OR_RESCUED = EnumSet.of(FAILED, RESCUING, RESCUE);

  private Transition() {}

  /**
   * The next value of the machine.
   *
   * @param to where the table leads it
   * @param within the deadline of that state
   * @param failure why it failed, when the event is that
   */
  public static Machine of(
      Machine machine,
      Event event,
      State to,
      Instant now,
      Optional<Duration> within,
      Optional<Failure> failure) {
    Draft next = machine.draft();
    next.state = to;
    next.since = isStill(event, within) ? machine.since() : now;
    next.failure = failure.or(machine::failure).filter(_ -> FAILED_OR_RESCUED.contains(to));
    next.resumes = resumes(machine, to);
    next.trail = machine.trail().settled();
    takeFacts(next, event);
    next.deadline = within.filter(_ -> next.maintenance.isEmpty()).map(now::plus);
    return next.toMachine();
  }

  /** Maintenance enters no state; what must come before a deadline has its whole time after it. */
  private static boolean isStill(Event event, Optional<Duration> within) {
    return event instanceof Upkeep.MaintenanceOn
        || (event instanceof Upkeep.MaintenanceOff && within.isEmpty());
  }

  private static Optional<State> resumes(Machine machine, State to) {
    return to == RESCUING
        ? machine.resumes().or(() -> Optional.of(machine.state()))
        : machine.resumes().filter(_ -> FAILED_OR_RESCUED.contains(to));
  }

  private static void takeFacts(Draft next, Event event) {
    switch (event) {
      case Event.HardwareReported(var hardware) -> learn(next, hardware);
      case Upkeep.Adopted(var hardware) -> learn(next, hardware);
      case Upkeep.Adopt(var profile, var hostname, var address, var hostKey, _) -> {
        assign(next, profile, hostname);
        next.address = told(address).map(InetAddress::ofLiteral).or(() -> next.address);
        next.ownAddress = Optional.empty();
        next.hostKey = Optional.of(hostKey);
        startRun(next);
      }
      case Event.Assigned(var profile, var hostname, _) -> assign(next, profile, hostname);
      case Event.Redeploy(var profile, var hostname, _) -> {
        assign(next, profile, hostname);
        startRun(next);
      }
      case Event.Installed(var hostKey, _, _, var address) -> {
        next.hostKey = told(hostKey);
        next.ownAddress = told(address).map(InetAddress::ofLiteral);
      }
      case Event.InstallerRestarted(var boots) -> next.boot = boots;
      case Event.TestsPassed(var results) -> keep(next, results);
      case Upkeep.Tested(var results) -> keep(next, results);
      case Event.TestsFailed(var results, _, _) -> results.ifPresent(known -> keep(next, known));
      case Event.Inspect _,
          Upkeep.Test _,
          Event.Retry _,
          Event.Reconverge _,
          Upkeep.Wipe _,
          Upkeep.Drain _,
          Upkeep.Release _,
          Upkeep.ForcedRelease _,
          Upkeep.Rescue _ ->
          startRun(next);
      case Upkeep.MaintenanceOn(var reason, _) -> next.maintenance = Optional.of(reason);
      case Upkeep.MaintenanceOff _ -> next.maintenance = Optional.empty();
      case Upkeep.LeaveRescue _ -> next.resumes = Optional.empty();
      case Event.Rediscovered _ -> {
        next.profile = Optional.empty();
        next.hostname = Optional.empty();
      }
      case Event.BootLooped(var cause) ->
          next.fault = Optional.of(new Fault(Fault.Name.BOOT_LOOP, cause));
      case Event.InstallerStarted _, Upkeep.Wiped _ -> next.ownAddress = Optional.empty();
      case Event.BootSettled _ -> next.fault = Optional.empty();
      case Event.TestsDue _,
          Event.Admitted _,
          Event.Reachable _,
          Event.SystemStarted _,
          Event.MustWait _,
          Event.MayGoOn _,
          Event.Converged _,
          Event.Accepted _,
          Event.Joined _,
          Upkeep.Drained _,
          Upkeep.Released _,
          Upkeep.WipeBegun _,
          Upkeep.RescueStarted _,
          Event.Retire _,
          Event.Bad _ -> {}
    }
  }

  private static void learn(Draft next, Hardware hardware) {
    next.hardware =
        Optional.of(next.hardware.map(before -> hardware.after(before)).orElse(hardware));
    next.serial = told(hardware.serial()).or(() -> next.serial);
    next.uuid = told(hardware.uuid()).or(() -> next.uuid);
  }

  private static void keep(Draft next, TestResults results) {
    next.hardware = next.hardware.map(known -> known.with(Optional.of(results)));
  }

  private static void assign(Draft next, String profile, String hostname) {
    next.profile = Optional.of(profile);
    next.hostname = Optional.of(hostname);
  }

  private static void startRun(Draft next) {
    next.run++;
    next.boot = 1;
    next.fault = Optional.empty();
  }

  private static Optional<String> told(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }
}
