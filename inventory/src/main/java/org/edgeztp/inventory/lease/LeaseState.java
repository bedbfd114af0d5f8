package org.edgeztp.inventory.lease;

/** What was last said about an address. Whether it still holds is a matter of the lease's end. */
public enum LeaseState {
  /** Promised by an OFFER that no REQUEST has answered yet. Never stored. */
  OFFERED,
  /** Acknowledged. */
  ACTIVE,
  /** Given back by its client, which gets it again while nobody else needs it. */
  RELEASED,
  /** Found in use by somebody unknown: kept out of the pool until the lease's end. */
  DECLINED
}
