package org.edgeztp.server.boot;

import java.util.Optional;
import java.util.UUID;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.SwitchFacts;

/**
 * Who is asking, derived once from a packet; everything after it switches on these values and never
 * on an option number.
 *
 * @param mac the address the packet was sent from (chaddr)
 * @param uuid the SMBIOS UUID in its usual text order, when the client sent one that names it
 *     (option 97; all zeros and all ones do not)
 * @param firmware the program that asks
 * @param architecture what it can run
 * @param facts what a switch tells of itself
 */
public record Client(
    MacAddress mac,
    Optional<UUID> uuid,
    Firmware firmware,
    Architecture architecture,
    Optional<SwitchFacts> facts) {
  /** A client that is no switch. */
  public Client(MacAddress mac, Optional<UUID> uuid, Firmware firmware, Architecture architecture) {
    this(mac, uuid, firmware, architecture, Optional.empty());
  }

  /** A program on a switch that is known already. */
  public static Client onSwitch(MacAddress mac, Firmware firmware) {
    return new Client(mac, Optional.empty(), firmware, Architecture.UNKNOWN);
  }
}
