package org.edgeztp.inventory.lifecycle;

import java.util.List;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Fault;
import org.edgeztp.inventory.machine.Hardware;

/**
 * What can happen to a machine, with its facts: one record per outcome, because the table keys on
 * the type and never looks inside. The text of an event is the sentence its timeline shows.
 */
public sealed interface Event {
  String text();

  /** Events that end a phase badly; the cause becomes the machine's failure. */
  sealed interface Bad extends Event {
    String cause();

    /** What the event itself says is the cause; the table of causes may know better. */
    CauseCode code();

    @Override
    default String text() {
      return cause();
    }
  }

  record Inspect(String reason) implements Event {
    @Override
    public String text() {
      return "asked for its hardware: " + reason;
    }
  }

  record HardwareReported(Hardware hardware) implements Event {
    @Override
    public String text() {
      return hardware.summary();
    }
  }

  record InspectFailed(String cause, CauseCode code) implements Bad {}

  record Assigned(String profile, String hostname, String reason) implements Event {
    @Override
    public String text() {
      return "gets profile " + profile + " and the name " + hostname + ": " + reason;
    }
  }

  record Admitted() implements Event {
    @Override
    public String text() {
      return "there is room to install it";
    }
  }

  record InstallerStarted() implements Event {
    @Override
    public String text() {
      return "the installer runs; its boot token is used up";
    }
  }

  /** A machine that was installing asks the network for its boot again: it was reset. */
  record InstallerRestarted(int boots) implements Event {
    @Override
    public String text() {
      return "boots from the network again while installing (boot " + boots + " of this run)";
    }
  }

  /**
   * It boots from the network more often than its state explains.
   *
   * @param cause what was seen and what to look at
   */
  record BootLooped(String cause) implements Bad {
    @Override
    public CauseCode code() {
      return CauseCode.BOOT_LOOP;
    }

    @Override
    public String text() {
      return Fault.Name.BOOT_LOOP + ": " + cause;
    }
  }

  /** A machine in a boot loop runs its own system again. */
  record BootSettled() implements Event {
    @Override
    public String text() {
      return "its own system runs again";
    }
  }

  record Installed(String hostKey, String rootDisk, long seconds) implements Event {
    /** The root disk of a machine that has none. */
    public static final String MEMORY = "memory";

    @Override
    public String text() {
      return rootDisk.equals(MEMORY)
          ? "the operating system runs from memory after " + seconds + " s"
          : "operating system on " + rootDisk + " after " + seconds + " s; reboots";
    }
  }

  record InstallFailed(String step, String cause, String log, CauseCode code) implements Bad {
    @Override
    public String text() {
      return step + ": " + cause;
    }
  }

  record Reachable(String address) implements Event {
    @Override
    public String text() {
      return "answers on SSH at " + address + " with the host key its installation reported";
    }
  }

  /** The system that was installed sets itself up by what it fetches, and reports how that goes. */
  record SystemStarted(String system) implements Event {
    @Override
    public String text() {
      return system + " runs and asks for its provisioning";
    }
  }

  record ConnectRefused(String cause) implements Bad {
    @Override
    public CauseCode code() {
      return CauseCode.SSH_REFUSED;
    }
  }

  record Converged(int updated, int resources, double seconds, String client) implements Event {
    @Override
    public String text() {
      return "%s: %d of %d resources changed in %.1f s"
          .formatted(client, updated, resources, seconds);
    }
  }

  record ConvergeFailed(String resource, String place, String cause, String log) implements Bad {
    @Override
    public CauseCode code() {
      return resource.isEmpty() ? CauseCode.CONVERGE_FAILED : CauseCode.RECIPE_FAILED;
    }

    @Override
    public String text() {
      return resource.isEmpty() ? cause : resource + " (" + place + "): " + cause;
    }
  }

  record Accepted(int checks) implements Event {
    @Override
    public String text() {
      return checks + " acceptance checks passed";
    }
  }

  record AcceptanceFailed(String check, String cause) implements Bad {
    @Override
    public CauseCode code() {
      return CauseCode.ACCEPTANCE_FAILED;
    }

    @Override
    public String text() {
      return check + ": " + cause;
    }
  }

  record Joined(String target, String reference) implements Event {
    @Override
    public String text() {
      return target + " confirms it as " + reference;
    }
  }

  record HandoffRefused(String target, String cause) implements Bad {
    @Override
    public CauseCode code() {
      return CauseCode.ORCHESTRATOR_REFUSED;
    }

    @Override
    public String text() {
      return target + ": " + cause;
    }
  }

  record DeadlinePassed(String expected) implements Bad {
    @Override
    public CauseCode code() {
      return CauseCode.DEADLINE_PASSED;
    }

    @Override
    public String cause() {
      return "deadline passed while waiting for " + expected;
    }
  }

  /** Somebody stops what is going on with it. */
  record Aborted(String who) implements Bad {
    @Override
    public CauseCode code() {
      return CauseCode.ABORTED;
    }

    @Override
    public String cause() {
      return who + " stopped it";
    }
  }

  record Retry(String who) implements Event {
    @Override
    public String text() {
      return who + " asks for another try";
    }
  }

  record Redeploy(String profile, String hostname, String who) implements Event {
    @Override
    public String text() {
      return who + " asks for a new installation with profile " + profile;
    }
  }

  record Reconverge(String who) implements Event {
    @Override
    public String text() {
      return who + " asks for its roles to converge again";
    }
  }

  /**
   * Somebody wants its disks wiped; afterwards no rule gives it a profile again.
   *
   * @param disks device names, serial numbers or WWNs; none for those with our installation
   * @param confirmed labels of what else may be on them
   */
  record Wipe(List<String> disks, List<String> confirmed, String who) implements Event {
    public Wipe {
      disks = List.copyOf(disks);
      confirmed = List.copyOf(confirmed);
    }

    @Override
    public String text() {
      return who + " has it wiped: " + which(disks, confirmed);
    }
  }

  /** The same for a machine in service, so that nobody wipes one of those by the plain word. */
  record Release(List<String> disks, List<String> confirmed, String who) implements Event {
    public Release {
      disks = List.copyOf(disks);
      confirmed = List.copyOf(confirmed);
    }

    @Override
    public String text() {
      return who + " takes it out of service and has it wiped: " + which(disks, confirmed);
    }
  }

  /**
   * Its disks were looked at, and may be wiped; what is on them proves nothing from here on.
   *
   * @param disks serial numbers or WWNs; a device name where a disk tells neither
   */
  record WipeBegun(List<String> disks) implements Event {
    public WipeBegun {
      disks = List.copyOf(disks);
    }

    @Override
    public String text() {
      return "loses what is on " + String.join(", ", disks);
    }
  }

  record Wiped() implements Event {
    @Override
    public String text() {
      return "its disks are wiped; it is powered off, and an operator gives it a profile";
    }
  }

  record WipeFailed(String cause, String log, CauseCode code) implements Bad {}

  /** Somebody wants to log in to it while its own system does not run. */
  record Rescue(String who) implements Event {
    @Override
    public String text() {
      return who + " wants to log in to a rescue system on it";
    }
  }

  /**
   * Its rescue system lets people in.
   *
   * @param hostKey of this boot of it alone, in authorized-keys form
   * @param fingerprint of that key, as SSH clients show it
   */
  record RescueStarted(String address, String hostKey, String fingerprint) implements Event {
    @Override
    public String text() {
      return "log in to its rescue system with ssh root@%s and an operator's key; its host key is %s"
          .formatted(address, fingerprint);
    }
  }

  record RescueFailed(String cause, String log, CauseCode code) implements Bad {}

  record LeaveRescue(String who) implements Event {
    @Override
    public String text() {
      return who + " ends its rescue; it restarts and boots its own disk";
    }
  }

  /** Somebody works on it: until that is over, nothing is done to it that nobody asked for. */
  record MaintenanceOn(String reason, String who) implements Event {
    @Override
    public String text() {
      return who + " puts it in maintenance: " + reason;
    }
  }

  record MaintenanceOff(String who) implements Event {
    @Override
    public String text() {
      return who + " ends its maintenance";
    }
  }

  record Retire(String who) implements Event {
    @Override
    public String text() {
      return who + " retires it";
    }
  }

  record Rediscovered(String who) implements Event {
    @Override
    public String text() {
      return who + " takes it back";
    }
  }

  private static String which(List<String> disks, List<String> confirmed) {
    String which = disks.isEmpty() ? "the disks it was installed on" : String.join(", ", disks);
    return confirmed.isEmpty()
        ? which
        : which + ", and what is on them: " + String.join(", ", confirmed);
  }

  /** The name that the table, the timeline and the diagram use: the record's own. */
  default String name() {
    return getClass().getSimpleName();
  }
}
