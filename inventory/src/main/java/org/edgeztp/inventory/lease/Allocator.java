package org.edgeztp.inventory.lease;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.Optional;

/**
 * Which address a client gets: RFC 2131 section 4.3.1, in this order: the one it has or had, the
 * one it asks for, one that nobody ever had, the one that has been free for the longest time.
 */
final class Allocator {
  private Allocator() {}

  /** The address to offer to a client that may have a wish. */
  static Allocation choose(
      LeaseTable table, Identity client, Optional<Inet4Address> wish, Instant now) {
    return table
        .of(client.mac())
        .map(Lease::address)
        .or(() -> wish.filter(address -> isFree(table, address, now)))
        .or(table::unused)
        .or(() -> table.oldest().filter(lease -> lease.isFree(now)).map(Lease::address))
        .<Allocation>map(Allocation.Found::new)
        .orElseGet(() -> exhausted(table));
  }

  /** Whether the client may have exactly this address, as it claims in a REQUEST. */
  static Allocation claim(LeaseTable table, Identity client, Inet4Address address, Instant now) {
    Optional<Lease> own = table.of(client.mac());
    if (own.isPresent()) {
      return own.get().address().equals(address)
          ? new Allocation.Found(address)
          : new Allocation.Refused(
              address.getHostAddress() + " is not its address, which is " + text(own.get()));
    }
    if (!table.pool().contains(address)) {
      return new Allocation.Refused(
          address.getHostAddress() + " is not in the pool " + table.pool());
    }
    if (isFree(table, address, now)) {
      return new Allocation.Found(address);
    }
    return new Allocation.Refused(
        address.getHostAddress()
            + table.at(address).map(Allocator::holder).orElse(" is not to be had"));
  }

  private static boolean isFree(LeaseTable table, Inet4Address address, Instant now) {
    return table.pool().contains(address)
        && table.at(address).map(lease -> lease.isFree(now)).orElse(true);
  }

  private static Allocation exhausted(LeaseTable table) {
    String first =
        table.oldest().map(lease -> "; the first comes free at " + lease.expires()).orElse("");
    return new Allocation.Refused("the pool " + table.pool() + " is exhausted" + first);
  }

  private static String holder(Lease lease) {
    return switch (lease.state()) {
      case OFFERED -> " is on offer to " + lease.mac();
      case ACTIVE, RELEASED -> " is leased to " + lease.mac() + " until " + lease.expires();
      case DECLINED -> " was found in use and rests until " + lease.expires();
    };
  }

  private static String text(Lease lease) {
    return lease.address().getHostAddress();
  }
}
