package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.util.Map;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.Pool;
import org.edgeztp.inventory.lease.Reservation;
import org.edgeztp.inventory.lease.Subnet;

/**
 * A subnet: how it is served, from which addresses, and what its machines are told.
 *
 * @param hosts what single machines are told instead, by their reserved addresses
 */
public record Scope(Mode mode, Pool pool, Told told, Map<Inet4Address, Told> hosts) {
  public Scope {
    hosts = Map.copyOf(hosts);
  }

  Subnet subnet() {
    return pool.subnet();
  }

  /** What this machine is told, be its reserved address another's at the moment or not. */
  Told told(Identity client) {
    return pool.reservations().of(client).map(Reservation::address).map(hosts::get).orElse(told);
  }
}
