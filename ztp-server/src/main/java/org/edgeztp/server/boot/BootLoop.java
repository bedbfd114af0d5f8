package org.edgeztp.server.boot;

import java.util.Optional;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Machine;

/** When network boots are more than the state of a machine explains. */
final class BootLoop {
  /** A person may reset a machine once or twice while it should report. */
  private static final int RAMDISK_BOOTS = 3;

  /** A converge may restart a machine, and so may a person who looks for something. */
  private static final int DISK_BOOTS = 5;

  private BootLoop() {}

  /** The fault, for a machine whose latest boot is counted. */
  static Optional<Event.BootLooped> of(Machine machine) {
    if (machine.maintenance().isPresent()) {
      return Optional.empty();
    }
    int boots = machine.trail().boots();
    return switch (machine.state()) {
      case INSPECTING, TESTING, BOOTING, WIPING, RESCUING ->
          when(
              boots > RAMDISK_BOOTS,
              "asked for its ramdisk "
                  + boots
                  + " times and reported nothing; its console shows how far the ramdisk came");
      case INSTALLED, WAITING, CONVERGING, VERIFYING, HANDING_OFF ->
          when(
              boots > DISK_BOOTS,
              "booted from the network "
                  + boots
                  + " times and its own system was not seen; its disk may not boot");
      case IN_SERVICE ->
          when(
              boots > DISK_BOOTS && machine.fault().isEmpty(),
              "booted from the network "
                  + boots
                  + " times while in service and its own system was not seen");
      // INSTALLING counts boots of its own; the others are sent to their disks and left alone.
      case INSTALLING,
          DISCOVERED,
          READY,
          QUEUED,
          ADOPTING,
          DRAINING,
          DRAINED,
          RESCUE,
          FAILED,
          RETIRED ->
          Optional.empty();
    };
  }

  private static Optional<Event.BootLooped> when(boolean looped, String cause) {
    return looped ? Optional.of(new Event.BootLooped(cause)) : Optional.empty();
  }
}
