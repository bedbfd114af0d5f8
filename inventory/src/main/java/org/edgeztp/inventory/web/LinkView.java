package org.edgeztp.inventory.web;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.edgeztp.inventory.layout.Addressing;
import org.edgeztp.inventory.layout.Link;
import org.jspecify.annotations.Nullable;

/**
 * A link of a profile's network as the API shows it.
 *
 * @param kind card, bond, vlan or bridge
 * @param members cards, or names of links
 * @param mode of a bond
 * @param vlan its number
 * @param address dhcp, none or static
 * @param addresses by MAC address, serial number or UUID of the machine, where static
 */
record LinkView(
    String name,
    String kind,
    List<String> members,
    @Nullable String mode,
    @Nullable Integer vlan,
    String address,
    Map<String, String> addresses,
    @Nullable String gateway,
    List<String> dns) {
  static LinkView of(Link link) {
    return switch (link.kind()) {
      case Link.Card _ -> of(link, "card", null, null);
      case Link.Bond bond -> of(link, "bond", bond.mode().text(), null);
      case Link.Vlan vlan -> of(link, "vlan", null, vlan.id());
      case Link.Bridge _ -> of(link, "bridge", null, null);
    };
  }

  private static LinkView of(
      Link link, String kind, @Nullable String mode, @Nullable Integer vlan) {
    List<String> members = link.kind().members();
    return switch (link.addressing()) {
      case Addressing.Dhcp _ -> plain(link.name(), kind, members, mode, vlan, "dhcp");
      case Addressing.None _ -> plain(link.name(), kind, members, mode, vlan, "none");
      case Addressing.Static(var addresses, var gateway, var dns) -> {
        Map<String, String> texts = new TreeMap<>();
        addresses.forEach((machine, address) -> texts.put(machine, address.toString()));
        yield new LinkView(
            link.name(),
            kind,
            members,
            mode,
            vlan,
            "static",
            texts,
            gateway.map(InetAddress::getHostAddress).orElse(null),
            dns.stream().map(InetAddress::getHostAddress).toList());
      }
    };
  }

  private static LinkView plain(
      String name,
      String kind,
      List<String> members,
      @Nullable String mode,
      @Nullable Integer vlan,
      String address) {
    return new LinkView(name, kind, members, mode, vlan, address, Map.of(), null, List.of());
  }
}
