package org.edgeztp.server.dhcp6;

import java.net.Inet6Address;
import java.util.Optional;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * What a relay put around a message (RFC 8415 section 9).
 *
 * @param link an address of the link that the client is on; :: when the relay knows none
 * @param peer who sent the relay this message
 * @param interfaceId in hexadecimal digits, to be given back unchanged
 * @param card of the client, told by relays that know RFC 6939
 */
record Relay(
    int hops,
    Inet6Address link,
    Inet6Address peer,
    Optional<String> interfaceId,
    Optional<MacAddress> card) {}
