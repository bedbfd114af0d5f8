package org.edgeztp.inventory.web;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;

/**
 * Which machines a person means by a name. An id is given once; the other names are told by
 * machines, and several may tell the same.
 */
final class Called {
  private Called() {}

  static List<Machine> of(String ref, Inventory inventory) {
    Optional<Machine> withId =
        Optional.of(ref)
            .filter(MachineId::isValid)
            .flatMap(id -> inventory.find(new MachineId(id)));
    return withId
        .map(List::of)
        .orElseGet(() ->
            Stream.concat(
                    MacAddress.read(ref).flatMap(inventory::find).stream(),
                    inventory.named(ref).stream())
                .distinct()
                .toList());
  }

  /** Why nothing is done by a name that not exactly one machine has. */
  static Problem notOne(String ref, List<Machine> found) {
    if (found.isEmpty()) {
      return Problem.notFound("no machine '" + ref + "'");
    }
    String ids = found.stream().map(machine -> machine.id().value()).collect(joining(", "));
    return Problem.conflict(
        "'%s' is what %d machines are called: %s; say which by its id"
            .formatted(ref, found.size(), ids));
  }
}
