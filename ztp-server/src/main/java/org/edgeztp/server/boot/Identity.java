package org.edgeztp.server.boot;

import static org.edgeztp.inventory.machine.State.DISCOVERED;
import static org.edgeztp.inventory.machine.State.RETIRED;

import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;

/**
 * A switch is known by its serial number and hardware address together. When they disagree a person
 * decides which to believe: nothing is guessed.
 */
final class Identity {
  private Identity() {}

  /**
   * The conflict in one sentence.
   *
   * @param known the machine with the address
   * @param sameSerial the machines with the serial number
   */
  static Optional<String> conflict(
      MacAddress mac, String serial, Optional<Machine> known, List<Machine> sameSerial) {
    Optional<String> held =
        known
            .filter(machine -> machine.state() != DISCOVERED && machine.state() != RETIRED)
            .flatMap(Machine::serial)
            .filter(before -> !before.equals(serial));
    if (held.isPresent()) {
      return Optional.of(
          "%s had serial %s and tells %s now: retire and rediscover it if the switch was replaced"
              .formatted(mac, held.get(), serial));
    }
    return sameSerial.stream()
        .filter(machine -> !machine.mac().equals(mac) && machine.state() != RETIRED)
        .findFirst()
        .map(other ->
            "serial %s belongs to %s with the address %s, and %s tells it too: retire %s if its board was replaced"
                .formatted(serial, other.label(), other.mac(), mac, other.label()));
  }
}
