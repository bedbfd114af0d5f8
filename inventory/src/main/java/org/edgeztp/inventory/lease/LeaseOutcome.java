package org.edgeztp.inventory.lease;

/** What became of a client's wish for an address. */
public sealed interface LeaseOutcome {
  /** The client may be told of this lease. */
  record Held(Lease lease) implements LeaseOutcome {}

  /**
   * No address.
   *
   * @param reason a sentence for whoever wonders why a machine has no address
   */
  record Refused(String reason) implements LeaseOutcome {}
}
