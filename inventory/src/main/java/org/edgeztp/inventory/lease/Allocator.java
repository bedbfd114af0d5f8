package org.edgeztp.inventory.lease;

import java.net.Inet4Address;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which address a client gets: the one reserved for it; then, as RFC 2131 section 4.3.1 has it, the
 * one it has or had, be it with another network card, the one it asks for, one that was probed, one
 * that nobody ever had, the one that has been free for the longest time.
 */
final class Allocator {
  private Allocator() {}

  /** The address to offer to a client that may have a wish. */
  static Allocation choose(
      LeaseTable table, Identity client, Optional<Inet4Address> wish, Instant now) {
    return reserved(table, client, now)
        .or(() -> own(table, client))
        .or(() -> ofReplacedCard(table, client, now))
        .or(() -> wish.filter(address -> isFree(table, address, now)))
        .or(() -> table.probed(now))
        .or(table::unused)
        .or(() -> table.oldest().filter(lease -> lease.isFree(now)).map(Lease::address))
        .<Allocation>map(Allocation.Found::new)
        .orElseGet(() -> exhausted(table));
  }

  /** Whether the client may have exactly this address, as it claims in a REQUEST. */
  static Allocation claim(LeaseTable table, Identity client, Inet4Address address, Instant now) {
    Optional<Inet4Address> due = reserved(table, client, now).or(() -> own(table, client));
    if (due.isPresent()) {
      return due.get().equals(address)
          ? new Allocation.Found(address)
          : new Allocation.Refused(
              address.getHostAddress()
                  + " is not its address, which is "
                  + due.get().getHostAddress());
    }
    if (!table.pool().contains(address)) {
      return new Allocation.Refused(
          address.getHostAddress()
              + (table.pool().isReserved(address)
                  ? " is reserved for another machine"
                  : " is not in the pool " + table.pool()));
    }
    if (isFree(table, address, now)) {
      return new Allocation.Found(address);
    }
    return new Allocation.Refused(
        address.getHostAddress()
            + table.at(address).map(Allocator::holder).orElse(" is not to be had"));
  }

  /** A client with what was known of it before: an operating system tells less than firmware. */
  static Identity known(LeaseTable table, Identity client) {
    return table.of(client.mac()).map(before -> client.or(before.holder())).orElse(client);
  }

  /**
   * Not while another has it: unless that is the same machine by another network card, and this one
   * tells whose it is, as firmware does; then the system that had the other one is not running.
   */
  private static Optional<Inet4Address> reserved(LeaseTable table, Identity client, Instant now) {
    return table
        .pool()
        .reservations()
        .of(known(table, client))
        .filter(reservation ->
            table
                .at(reservation.address())
                .map(lease ->
                    lease.mac().equals(client.mac())
                        || lease.isFree(now)
                        || (reservation.isOf(lease.holder()) && reservation.isNamedBy(client)))
                .orElse(true))
        .map(Reservation::address);
  }

  private static Optional<Inet4Address> own(LeaseTable table, Identity client) {
    return table.of(client.mac()).map(Lease::address).filter(table.pool()::contains);
  }

  /**
   * The address of a machine whose network card was replaced: the only one that was ever leased to
   * its UUID or serial number, and given up. A UUID that two cards have shown leads nowhere.
   */
  private static Optional<Inet4Address> ofReplacedCard(
      LeaseTable table, Identity client, Instant now) {
    List<Lease> leases = table.ofMachine(client);
    return leases.size() == 1
        ? leases.stream()
            .filter(lease -> lease.isUnrenewed(now, table.pool().leaseTime()))
            .map(Lease::address)
            .filter(table.pool()::contains)
            .findFirst()
        : Optional.empty();
  }

  private static boolean isFree(LeaseTable table, Inet4Address address, Instant now) {
    return table.pool().contains(address)
        && table.at(address).map(lease -> lease.isFree(now)).orElse(true);
  }

  /** The same text each time, so that refusals are counted: what comes free next changes. */
  private static Allocation exhausted(LeaseTable table) {
    return new Allocation.Refused("the pool " + table.pool() + " is exhausted");
  }

  private static String holder(Lease lease) {
    return switch (lease.state()) {
      case OFFERED -> " is on offer to " + lease.mac();
      case ACTIVE, RELEASED -> " is leased to " + lease.mac() + " until " + lease.expires();
      case DECLINED -> " was found in use and rests until " + lease.expires();
    };
  }
}
