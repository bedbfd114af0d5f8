package org.edgeztp.inventory.web;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;

/**
 * Which machines a person means by a name. An id is given once; the other names are told by
 * machines, and several may tell the same.
 */
final class Called {
  private Called() {}

  static List<Machine> of(String ref, List<Machine> all) {
    List<Machine> withId =
        all.stream().filter(machine -> machine.id().value().equals(ref)).toList();
    return withId.isEmpty()
        ? all.stream().filter(machine -> isCalled(machine, ref)).toList()
        : withId;
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

  private static boolean isCalled(Machine machine, String ref) {
    return machine.hostname().filter(ref::equalsIgnoreCase).isPresent()
        || machine.serial().filter(ref::equalsIgnoreCase).isPresent()
        || isMac(machine.mac(), ref);
  }

  private static boolean isMac(MacAddress mac, String ref) {
    return mac.value().replace(":", "").equalsIgnoreCase(ref.replaceAll("[:.-]", ""));
  }
}
