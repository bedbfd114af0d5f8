package org.edgeztp.inventory.lifecycle;

import java.util.List;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.TestResults;

/** Events of what people do with a machine beside its way into service. */
public sealed interface Upkeep extends Event {
  /**
   * Somebody wants its disks wiped; afterwards no rule gives it a profile again.
   *
   * @param disks device names, serial numbers or WWNs; none for those with our installation
   * @param confirmed labels of what else may be on them
   */
  record Wipe(List<String> disks, List<String> confirmed, String who) implements Upkeep {
    public Wipe {
      disks = List.copyOf(disks);
      confirmed = List.copyOf(confirmed);
    }

    @Override
    public String text() {
      return who + " has it wiped: " + which(disks, confirmed);
    }
  }

  /**
   * Somebody says that it runs a system which is to be taken on as it is.
   *
   * @param address where that answers on SSH; empty for where the machine was seen last
   * @param hostKey that answers there, in authorized-keys form
   */
  record Adopt(String profile, String hostname, String address, String hostKey, String who)
      implements Upkeep, Event.Naming {
    @Override
    public String text() {
      return "%s has it taken on as %s with profile %s, with the system that runs on it"
          .formatted(who, hostname, profile);
    }
  }

  /** That system let the server in and told what the machine is made of. */
  record Adopted(Hardware hardware) implements Upkeep {
    @Override
    public String text() {
      return "runs a system that lets the server in; " + hardware.summary();
    }
  }

  /** Somebody wants its hardware tested. */
  record Test(String who) implements Upkeep {
    @Override
    public String text() {
      return who + " has its hardware tested";
    }
  }

  /** It was, and stands that. */
  record Tested(TestResults results) implements Upkeep {
    @Override
    public String text() {
      return new TestsPassed(results).text();
    }
  }

  /** Somebody wants its orchestrator to run nothing on it any more. */
  record Drain(String who) implements Upkeep {
    @Override
    public String text() {
      return who + " takes it out of service";
    }
  }

  /**
   * What it ran is elsewhere.
   *
   * @param target the orchestrator that says so
   */
  record Drained(String target, String how) implements Upkeep {
    @Override
    public String text() {
      return target + " runs nothing on it any more: " + how;
    }
  }

  /** The same of a machine that somebody releases. */
  record Released(String target, String how) implements Upkeep {
    @Override
    public String text() {
      return new Drained(target, how).text() + "; it is to be wiped";
    }
  }

  /** Somebody wants one in service drained and wiped, which the plain word does not do. */
  record Release(List<String> disks, List<String> confirmed, String who) implements Upkeep {
    public Release {
      disks = List.copyOf(disks);
      confirmed = List.copyOf(confirmed);
    }

    @Override
    public String text() {
      return who + " takes it out of service and has it wiped: " + which(disks, confirmed);
    }
  }

  /** The same without a word to its orchestrator. */
  record ForcedRelease(List<String> disks, List<String> confirmed, String who) implements Upkeep {
    public ForcedRelease {
      disks = List.copyOf(disks);
      confirmed = List.copyOf(confirmed);
    }

    @Override
    public String text() {
      return who + " takes it from its orchestrator and has it wiped: " + which(disks, confirmed);
    }
  }

  /**
   * Its disks were looked at, and may be wiped; what is on them proves nothing from here on.
   *
   * @param disks serial numbers or WWNs; a device name where a disk tells neither
   */
  record WipeBegun(List<String> disks) implements Upkeep {
    public WipeBegun {
      disks = List.copyOf(disks);
    }

    @Override
    public String text() {
      return "loses what is on " + String.join(", ", disks);
    }
  }

  record Wiped() implements Upkeep {
    @Override
    public String text() {
      return "its disks are wiped; it is powered off, and an operator gives it a profile";
    }
  }

  /** Somebody wants to log in to it while its own system does not run. */
  record Rescue(String who) implements Upkeep {
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
  record RescueStarted(String address, String hostKey, String fingerprint) implements Upkeep {
    @Override
    public String text() {
      return "log in to its rescue system with ssh root@%s and an operator's key; its host key is %s"
          .formatted(address, fingerprint);
    }
  }

  record LeaveRescue(String who) implements Upkeep {
    @Override
    public String text() {
      return who + " ends its rescue; it restarts and boots its own disk";
    }
  }

  /** Somebody works on it: until that is over, nothing is done to it that nobody asked for. */
  record MaintenanceOn(String reason, String who) implements Upkeep {
    @Override
    public String text() {
      return who + " puts it in maintenance: " + reason;
    }
  }

  record MaintenanceOff(String who) implements Upkeep {
    @Override
    public String text() {
      return who + " ends its maintenance";
    }
  }

  private static String which(List<String> disks, List<String> confirmed) {
    String which = disks.isEmpty() ? "the disks it was installed on" : String.join(", ", disks);
    return confirmed.isEmpty()
        ? which
        : which + ", and what is on them: " + String.join(", ", confirmed);
  }
}
