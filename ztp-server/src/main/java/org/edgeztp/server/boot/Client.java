package org.edgeztp.server.boot;

import java.util.Optional;
import java.util.UUID;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * Who is asking, derived once from a packet; everything after it switches on these values and never
 * on an option number.
 *
 * @param mac the address the packet was sent from (chaddr)
 * @param uuid the SMBIOS UUID in its usual text order, when the client sent one that names it
 *     (option 97; all zeros and all ones do not)
 * @param firmware the program that asks
 * @param architecture what it can run
 */
public record Client(
    MacAddress mac, Optional<UUID> uuid, Firmware firmware, Architecture architecture) {}
