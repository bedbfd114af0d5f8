/**
 * How many clients that nobody knows are answered, on a link and on each port of a relay.
 *
 * <p>Depends on the inventory's words alone; DHCP of either family asks it. Start at {@link
 * org.edgeztp.server.flood.Strangers}.
 */
@NullMarked
package org.edgeztp.server.flood;

import org.jspecify.annotations.NullMarked;
