package org.edgeztp.inventory.lease;

import java.net.Inet4Address;
import java.util.Optional;
import java.util.UUID;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * An address that is one machine's alone. The machine is known by any of what is given.
 *
 * @param serial as switches tell it in their client identifier
 */
public record Reservation(
    Optional<MacAddress> mac, Optional<UUID> uuid, Optional<String> serial, Inet4Address address) {
  public Reservation {
    if (mac.isEmpty() && uuid.isEmpty() && serial.isEmpty()) {
      throw new IllegalArgumentException(
          "it is known by a mac, a uuid or a serial; all are missing");
    }
  }

  boolean isOf(Identity client) {
    return mac.filter(client.mac()::equals).isPresent() || isNamedBy(client);
  }

  /** Whether the client told the machine's UUID or serial number, whatever its network card. */
  boolean isNamedBy(Identity client) {
    return (uuid.isPresent() && uuid.equals(client.uuid()))
        || (serial.isPresent() && serial.equals(client.serial()));
  }
}
