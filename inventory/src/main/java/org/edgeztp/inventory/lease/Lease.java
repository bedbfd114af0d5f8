package org.edgeztp.inventory.lease;

import java.net.Inet4Address;
import java.time.Instant;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * An address and the client it belongs to.
 *
 * @param holder with all that was ever told of the network card
 * @param expires the end; from this instant on the address may go to somebody else
 */
public record Lease(Inet4Address address, Identity holder, Instant expires, LeaseState state) {

  public MacAddress mac() {
    return holder.mac();
  }

  /** Whether nothing speaks against giving the address to somebody else. */
  boolean isFree(Instant now) {
    return !expires.isAfter(now);
  }

  /** Whether the client may be using the address at this moment. */
  boolean isLive(Instant now) {
    return state == LeaseState.ACTIVE && !isFree(now);
  }
}
