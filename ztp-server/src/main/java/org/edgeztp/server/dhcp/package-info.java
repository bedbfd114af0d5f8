/**
 * DHCP for one provisioning network: codec ({@code PacketCodec}), pure decision ({@code Demand},
 * {@code Decision}), loop ({@link org.edgeztp.server.dhcp.DhcpServer}), and the router
 * advertisement without which iPXE waits.
 *
 * <p>Depends on the leases, the waist's words and {@code java.lang.foreign}; what to boot and who
 * wants to know come in as {@link org.edgeztp.server.dhcp.Waist} and {@link
 * org.edgeztp.server.dhcp.DhcpLog}. Start at {@code DhcpHandler}.
 */
@NullMarked
package org.edgeztp.server.dhcp;

import org.jspecify.annotations.NullMarked;
