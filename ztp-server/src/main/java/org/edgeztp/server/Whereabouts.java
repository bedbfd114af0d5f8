package org.edgeztp.server;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lease.Lease;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;

/** Which machine is behind an address. */
record Whereabouts(Inventory inventory, Leases leases) {
  /**
   * The machine that has this address leased, whose card has it by itself, or whose system gives it
   * to itself.
   */
  Optional<Machine> machineAt(InetAddress address) {
    Optional<MacAddress> mac =
        switch (address) {
          case Inet4Address ipv4 -> leases.byAddress(ipv4).map(Lease::mac);
          case Inet6Address ipv6 -> Ipv6.mac(ipv6);
          default -> throw new IllegalArgumentException("of no known family: " + address);
        };
    // Where another server leases the addresses, the machine was heard to take it.
    return mac.flatMap(inventory::find)
        .or(() ->
            inventory
                .at(address)
                .filter(machine -> machine.owns(address) || !leases.cover(address)));
  }
}
