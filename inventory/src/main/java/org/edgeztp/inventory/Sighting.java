package org.edgeztp.inventory;

import java.net.Inet4Address;
import java.util.Optional;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.Machine;

/** What a packet told of its sender beside the hardware address. */
public record Sighting(Optional<String> uuid, Optional<Inet4Address> address) {
  boolean addsTo(Machine machine) {
    return adds(uuid, machine.uuid()) || adds(address, machine.address());
  }

  Machine addTo(Machine machine) {
    Draft next = machine.draft();
    next.uuid = uuid.or(machine::uuid);
    next.address = address.or(machine::address);
    return next.toMachine();
  }

  private static <T> boolean adds(Optional<T> told, Optional<T> known) {
    return told.isPresent() && !told.equals(known);
  }
}
