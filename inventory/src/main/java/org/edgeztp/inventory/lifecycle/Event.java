package org.edgeztp.inventory.lifecycle;

import java.util.Optional;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Fault;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.TestResults;

/**
 * What can happen to a machine, with its facts: one record per outcome, because the table keys on
 * the type and never looks inside. The text of an event is the sentence its timeline shows.
 */
public sealed interface Event permits Event.Passage, Event.Bad, Event.Naming, Upkeep {
  String text();

  /** Events of the way from the first packet into service, and out of it. */
  sealed interface Passage extends Event {}

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

  /** Events that give the machine its name, which no other that is not retired has. */
  sealed interface Naming extends Event permits Assigned, Redeploy, Upkeep.Adopt {
    String hostname();
  }

  record Inspect(String reason) implements Passage {
    @Override
    public String text() {
      return "asked for its hardware: " + reason;
    }
  }

  record HardwareReported(Hardware hardware) implements Passage {
    @Override
    public String text() {
      return hardware.summary();
    }
  }

  record InspectFailed(String cause, CauseCode code) implements Bad {}

  record Assigned(String profile, String hostname, String reason) implements Passage, Naming {
    @Override
    public String text() {
      return "gets profile " + profile + " and the name " + hostname + ": " + reason;
    }
  }

  /** Its profile wants its hardware to stand tests that it has not stood yet. */
  record TestsDue(String profile) implements Passage {
    @Override
    public String text() {
      return "profile " + profile + " has its hardware tested before it is installed";
    }
  }

  record TestsPassed(TestResults results) implements Passage {
    @Override
    public String text() {
      return "its hardware stands its tests: " + results.summary();
    }
  }

  /**
   * Its hardware is not as good as is asked for, or could not be tested.
   *
   * @param results of those tests that were made
   */
  record TestsFailed(Optional<TestResults> results, String cause, CauseCode code) implements Bad {}

  record Admitted() implements Passage {
    @Override
    public String text() {
      return "there is room to install it";
    }
  }

  record InstallerStarted() implements Passage {
    @Override
    public String text() {
      return "the installer runs; its boot token is used up";
    }
  }

  /** A machine that was installing asks the network for its boot again: it was reset. */
  record InstallerRestarted(int boots) implements Passage {
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
  record BootSettled() implements Passage {
    @Override
    public String text() {
      return "its own system runs again";
    }
  }

  /**
   * The disk holds the operating system.
   *
   * @param address that it gives itself; empty where it keeps the one it was installed with
   */
  record Installed(String hostKey, String rootDisk, long seconds, String address)
      implements Passage {
    /** The root disk of a machine that has none. */
    public static final String MEMORY = "memory";

    /** Of a system that keeps its address. */
    public Installed(String hostKey, String rootDisk, long seconds) {
      this(hostKey, rootDisk, seconds, "");
    }

    @Override
    public String text() {
      return rootDisk.equals(MEMORY)
          ? "the operating system runs from memory after " + seconds + " s"
          : "operating system on %s after %d s; reboots%s"
              .formatted(rootDisk, seconds, address.isEmpty() ? "" : " to its address " + address);
    }
  }

  record InstallFailed(String step, String cause, String log, CauseCode code) implements Bad {
    @Override
    public String text() {
      return step + ": " + cause;
    }
  }

  record Reachable(String address) implements Passage {
    @Override
    public String text() {
      return "answers on SSH at " + address + " with the host key its installation reported";
    }
  }

  /** The system that was installed sets itself up by what it fetches, and reports how that goes. */
  record SystemStarted(String system) implements Passage {
    @Override
    public String text() {
      return system + " runs and asks for its provisioning";
    }
  }

  /**
   * It answers, and it is not its turn to converge.
   *
   * @param why what is missing in service, and who is to have it, or that there is no room
   */
  record MustWait(String why) implements Passage {
    @Override
    public String text() {
      return why;
    }
  }

  record MayGoOn() implements Passage {
    @Override
    public String text() {
      return "what it needs is in service, and there is room";
    }
  }

  record ConnectRefused(String cause) implements Bad {
    @Override
    public CauseCode code() {
      return CauseCode.SSH_REFUSED;
    }
  }

  record Converged(int updated, int resources, double seconds, String client) implements Passage {
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

  record Accepted(int checks) implements Passage {
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

  record Joined(String target, String reference) implements Passage {
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

  record Retry(String who) implements Passage {
    @Override
    public String text() {
      return who + " asks for another try";
    }
  }

  record Redeploy(String profile, String hostname, String who) implements Passage, Naming {
    @Override
    public String text() {
      return who + " asks for a new installation with profile " + profile;
    }
  }

  record Reconverge(String who) implements Passage {
    @Override
    public String text() {
      return who + " asks for its roles to converge again";
    }
  }

  record WipeFailed(String cause, String log, CauseCode code) implements Bad {}

  record RescueFailed(String cause, String log, CauseCode code) implements Bad {}

  record AdoptFailed(String cause, CauseCode code) implements Bad {}

  record DrainRefused(String target, String cause) implements Bad {
    @Override
    public CauseCode code() {
      return CauseCode.ORCHESTRATOR_REFUSED;
    }

    @Override
    public String text() {
      return target + " keeps it: " + cause;
    }
  }

  record Retire(String who) implements Passage {
    @Override
    public String text() {
      return who + " retires it";
    }
  }

  record Rediscovered(String who) implements Passage {
    @Override
    public String text() {
      return who + " takes it back";
    }
  }

  /** The name that the table, the timeline and the diagram use: the record's own. */
  default String name() {
    return getClass().getSimpleName();
  }
}
