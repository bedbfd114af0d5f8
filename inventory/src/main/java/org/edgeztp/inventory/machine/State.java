package org.edgeztp.inventory.machine;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** Where a machine is on its way from the rack into service. */
public enum State {
  /** Seen on the network; nobody asked for more. It boots its own disk. */
  DISCOVERED,
  /** Asked to boot the ramdisk that reports its hardware. */
  INSPECTING,
  /**
   * Hardware known; waits for a rule, or once it was wiped for an operator, to give it a profile.
   */
  READY,
  /** Has a profile; waits for room to be installed. */
  QUEUED,
  /** Asked to boot the ramdisk that tests its hardware. */
  TESTING,
  /** Asked to boot the ramdisk that installs it. */
  BOOTING,
  /** The installer runs. */
  INSTALLING,
  /** An operating system is on its disk; waits for its first answer on SSH. */
  INSTALLED,
  /** Its system answers; its roles need others to be in service first. */
  WAITING,
  /** The push engine converges its roles. */
  CONVERGING,
  /** The acceptance checks run. */
  VERIFYING,
  /** Offered to the orchestrator; waits for it to confirm. */
  HANDING_OFF,
  /** The orchestrator has it. */
  IN_SERVICE,
  /** Runs a system of its own, which is asked what the machine is made of. */
  ADOPTING,
  /** Its orchestrator was told to move away what it runs on it. */
  DRAINING,
  /** No orchestrator runs anything on it; its own system runs. */
  DRAINED,
  /** Asked to boot the ramdisk that wipes its disks. */
  WIPING,
  /** Asked to boot the ramdisk that lets people in. */
  RESCUING,
  /** A ramdisk runs that people log in to; its own system does not. */
  RESCUE,
  /** Stopped with a cause; waits for a person. */
  FAILED,
  /** Not ours any more. It boots its own disk. */
  RETIRED;

  /** How many machines are in each state that one of them is in, in the order of the lifecycle. */
  public static Map<State, Long> counts(Collection<Machine> machines) {
    return machines.stream()
        .collect(groupingBy(Machine::state, () -> new EnumMap<>(State.class), counting()));
  }
}
