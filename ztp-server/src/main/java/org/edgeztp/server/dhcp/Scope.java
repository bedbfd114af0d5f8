package org.edgeztp.server.dhcp;

import org.edgeztp.inventory.lease.Pool;
import org.edgeztp.inventory.lease.Subnet;

/** A subnet: how it is served, from which addresses, and what its machines are told. */
public record Scope(Mode mode, Pool pool, Told told) {
  Subnet subnet() {
    return pool.subnet();
  }
}
