/**
 * DHCPv6 (RFC 8415) with boot options (RFC 5970), and the router advertisement that goes with it:
 * codec ({@code PacketCodec}), pure decision ({@code Decision}), loop ({@link
 * org.edgeztp.server.dhcp6.Dhcp6Server}).
 *
 * <p>Keeps nothing: an address follows from the card that asks. Depends on the waist's words; what
 * to boot and who wants to know come in as {@link org.edgeztp.server.dhcp6.Dhcp6Waist} and {@link
 * org.edgeztp.server.dhcp6.Dhcp6Log}. Start at {@code Dhcp6Handler}.
 */
@NullMarked
package org.edgeztp.server.dhcp6;

import org.jspecify.annotations.NullMarked;
