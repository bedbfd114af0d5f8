package org.edgeztp.inventory.lease;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * Who asks for an address, as far as the packet tells.
 *
 * <p>DHCP's client identifier (option 61) as such is left out on purpose: firmware, iPXE and the
 * installed system each send another one (or none), and the machine has to keep one address through
 * all.
 *
 * @param uuid the SMBIOS UUID, which boot firmware tells (option 97)
 * @param serial the serial number, which some switches put into their client identifier; at most 64
 *     characters
 */
public record Identity(MacAddress mac, Optional<UUID> uuid, Optional<String> serial) {
  public Identity {
    if (serial.filter(text -> text.isEmpty() || text.length() > 64).isPresent()) {
      throw new IllegalArgumentException("a serial number has 1 to 64 characters: " + serial);
    }
  }

  public static Identity of(MacAddress mac) {
    return new Identity(mac, Optional.empty(), Optional.empty());
  }

  /** This network card with what was known of it before, where it does not tell so itself. */
  Identity or(Identity before) {
    var both = new Identity(mac, uuid.or(before::uuid), serial.or(before::serial));
    // All leases of a card share one, which then need not be kept again with each renewal.
    return both.equals(before) ? before : both;
  }

  /** What the machine behind the network card is known by. */
  Stream<Object> names() {
    return Stream.concat(uuid.stream(), serial.stream());
  }
}
