package org.edgeztp.inventory.lease;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * What the rules may know about the leases. At most one address of a pool belongs to a network
 * card.
 */
interface LeaseTable {
  Pool pool();

  /** The address that belongs to this client, be its lease over or not. */
  Optional<Lease> of(MacAddress mac);

  /** What belongs to network cards that told this UUID or serial number. */
  List<Lease> ofMachine(Identity client);

  /** What is recorded for this address. */
  Optional<Lease> at(Inet4Address address);

  /** An address that is free, and that nobody answered for when it was probed. */
  Optional<Inet4Address> probed(Instant now);

  /** The lowest address of the pool that nothing is recorded for. */
  Optional<Inet4Address> unused();

  /** The lease of no reserved address that ends, or ended, before all others. */
  Optional<Lease> oldest();
}
