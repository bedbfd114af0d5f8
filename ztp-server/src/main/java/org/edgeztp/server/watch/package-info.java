/**
 * Who else speaks on a link: other servers of DHCP and DHCPv6, routers, and what they do to this
 * one; and who uses addresses that were not given to it ({@code AddressProber}).
 *
 * <p>Codec ({@code Heard}, {@code Frame6}), pure decision ({@code Neighbours}, {@code Standing}),
 * loop ({@link org.edgeztp.server.watch.NetworkWatch}). Uses the packets and native sockets of
 * {@code dhcp}; nothing there knows of this room. Start at {@code Standing}.
 */
@NullMarked
package org.edgeztp.server.watch;

import org.jspecify.annotations.NullMarked;
