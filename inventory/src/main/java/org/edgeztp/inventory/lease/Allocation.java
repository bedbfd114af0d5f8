package org.edgeztp.inventory.lease;

import java.net.Inet4Address;

/** What the rules answer to a client that wants an address. */
sealed interface Allocation {
  record Found(Inet4Address address) implements Allocation {}

  /**
   * No address.
   *
   * @param reason a sentence for whoever wonders why a machine has no address
   */
  record Refused(String reason) implements Allocation {}
}
