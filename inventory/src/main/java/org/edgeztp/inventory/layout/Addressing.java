package org.edgeztp.inventory.layout;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How a link of the installed system gets its address. */
public sealed interface Addressing {
  /** From a DHCP server, for the hardware address of the link. */
  record Dhcp() implements Addressing {}

  /** It has none: it carries other links. */
  record None() implements Addressing {}

  /**
   * Each machine has its own, and keeps it.
   *
   * @param addresses by MAC address, serial number or UUID of the machine, in lower case
   */
  record Static(Map<String, Cidr> addresses, Optional<InetAddress> gateway, List<InetAddress> dns)
      implements Addressing {
    /**
     * Checks that they go together.
     *
     * @throws IllegalArgumentException saying what to change
     */
    public Static {
      Map<String, Cidr> lower = new TreeMap<>();
      addresses.forEach((machine, address) -> lower.put(key(machine), address));
      addresses = Map.copyOf(lower);
      dns = List.copyOf(dns);
      Set<InetAddress> given = new HashSet<>();
      for (Cidr address : lower.values()) {
        if (!given.add(address.address())) {
          throw new IllegalArgumentException(
              "two machines have the address " + address.address().getHostAddress());
        }
        if (gateway.filter(router -> !address.reaches(router)).isPresent()) {
          throw new IllegalArgumentException(
              "the gateway %s is not in the network of %s"
                  .formatted(gateway.get().getHostAddress(), address));
        }
      }
    }

    /** The address of the machine that is known by any of these. */
    public Optional<Cidr> of(List<String> identities) {
      return identities.stream()
          .map(Static::key)
          .flatMap(identity -> Optional.ofNullable(addresses.get(identity)).stream())
          .findFirst();
    }

    private static String key(String identity) {
      return identity.toLowerCase(Locale.ROOT);
    }
  }
}
