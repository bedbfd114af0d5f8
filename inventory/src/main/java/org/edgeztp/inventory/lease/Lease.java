package org.edgeztp.inventory.lease;

import java.net.Inet4Address;
import java.time.Duration;
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
  public boolean isFree(Instant now) {
    return !expires.isAfter(now);
  }

  /** Whether the client may be using the address at this moment. */
  boolean isLive(Instant now) {
    return state == LeaseState.ACTIVE && !isFree(now);
  }

  /**
   * Whether its client seems to be gone: nothing of it was heard since well after it should have
   * renewed, which is when half of the time is over (RFC 2131 section 4.4.5).
   */
  boolean isUnrenewed(Instant now, Duration leaseTime) {
    Duration rest = leaseTime.multipliedBy(3).dividedBy(8);
    return isFree(now) || (state == LeaseState.ACTIVE && !expires.minus(rest).isAfter(now));
  }
}
