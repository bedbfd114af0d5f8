package org.edgeztp.server.http;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.HardwareTests;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.Shortfall;
import org.edgeztp.inventory.machine.TestResults;

/** What the results of a machine's tests mean for it. */
final class TestVerdicts {
  private final Inventory inventory;

  TestVerdicts(Inventory inventory) {
    this.inventory = inventory;
  }

  /** What the hardware has to stand: what the profile wants, or else the quick tests. */
  static HardwareTests wanted(Optional<Profile> profile) {
    return profile.flatMap(Profile::tests).orElse(HardwareTests.QUICK);
  }

  /** The event; the code of a failure is that of the first thing that falls short. */
  Event of(Machine machine, TestResults results) {
    Hardware hardware =
        machine
            .hardware()
            .orElseThrow(() -> new IllegalArgumentException("it has not told its hardware yet"));
    List<Shortfall> found = wanted(inventory.profileOf(machine)).shortfalls(hardware, results);
    if (!found.isEmpty()) {
      return new Event.TestsFailed(
          Optional.of(results),
          found.stream().map(Shortfall::sentence).collect(joining("; ")),
          found.getFirst().code());
    }
    return isBeforeUse(machine) ? new Event.TestsPassed(results) : new Upkeep.Tested(results);
  }

  /** Whether it is tested because it is to be installed, and not because somebody asked for it. */
  private boolean isBeforeUse(Machine machine) {
    long asked = inventory.last(machine, Upkeep.Test.class).map(Entry::seq).orElse(0L);
    return inventory
        .last(machine, Event.TestsDue.class)
        .filter(due -> due.seq() > asked)
        .isPresent();
  }
}
