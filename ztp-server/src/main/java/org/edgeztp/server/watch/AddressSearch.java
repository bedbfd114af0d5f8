package org.edgeztp.server.watch;

import java.io.IOException;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.machine.MacAddress;

/** Asks a link who has an address. */
public final class AddressSearch {
  private static final Duration WAIT = Duration.ofMillis(400);

  private AddressSearch() {}

  /**
   * The card that claims an address, if it is not this host's own.
   *
   * @throws IOException if there is no such Ethernet interface, or no right to it (CAP_NET_RAW)
   */
  public static Optional<MacAddress> owner(String interfaceName, Inet4Address address)
      throws IOException {
    return Optional.ofNullable(owners(interfaceName, List.of(address)).get(address));
  }

  /**
   * The cards that claim addresses: those are probed twice, for the first probe is lost where a
   * switch has yet to learn. Takes up to 0.8 s.
   */
  static Map<Inet4Address, MacAddress> owners(String interfaceName, List<Inet4Address> addresses)
      throws IOException {
    Map<Inet4Address, MacAddress> owners = new HashMap<>();
    try (Wire wire = new Wire(interfaceName, Wire.ARP, List.of(), WAIT)) {
      for (int i = 0; i < 2 && owners.size() < addresses.size(); i++) {
        for (Inet4Address address : addresses) {
          wire.send(ArpFrame.probe(wire.mac(), address));
        }
        listen(wire, addresses, owners);
      }
    }
    return owners;
  }

  private static void listen(
      Wire wire, List<Inet4Address> addresses, Map<Inet4Address, MacAddress> owners)
      throws IOException {
    long end = System.nanoTime() + WAIT.toNanos();
    while (System.nanoTime() < end && owners.size() < addresses.size()) {
      wire.receive()
          .flatMap(ArpFrame::read)
          .filter(arp -> !arp.sender().equals(wire.mac()))
          .ifPresent(arp ->
              arp.claims()
                  .filter(addresses::contains)
                  .ifPresent(address -> owners.put(address, arp.sender())));
    }
  }
}
