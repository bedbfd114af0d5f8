package org.edgeztp.inventory.query;

import java.util.Optional;
import org.edgeztp.inventory.machine.Machine;

/** What a machine needs a person for, the most urgent first, as far as its record tells. */
public enum Need {
  FAILED,
  /** Something is wrong with it beside its state. */
  FAULTY,
  /** Nobody has said what shall become of it. */
  UNDECIDED;

  /** That of a machine; none of one that people work on already. */
  public static Optional<Need> of(Machine machine) {
    return machine.maintenance().isPresent() ? Optional.empty() : byState(machine);
  }

  private static Optional<Need> byState(Machine machine) {
    return switch (machine.state()) {
      case FAILED -> Optional.of(FAILED);
      case DISCOVERED, READY -> Optional.of(machine.fault().isPresent() ? FAULTY : UNDECIDED);
      case RETIRED -> Optional.empty();
      case INSPECTING,
          TESTING,
          ADOPTING,
          QUEUED,
          BOOTING,
          INSTALLING,
          INSTALLED,
          WAITING,
          CONVERGING,
          VERIFYING,
          HANDING_OFF,
          IN_SERVICE,
          DRAINING,
          DRAINED,
          WIPING,
          RESCUING,
          RESCUE ->
          machine.fault().map(_ -> FAULTY);
    };
  }
}
