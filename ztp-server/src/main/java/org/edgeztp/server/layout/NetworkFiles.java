package org.edgeztp.server.layout;

import static java.util.stream.Collectors.joining;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.assets.ConfigText;
import org.edgeztp.inventory.layout.Addressing;
import org.edgeztp.inventory.layout.Cidr;
import org.edgeztp.inventory.layout.Link;
import org.edgeztp.inventory.layout.Links;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;

/**
 * The network of a machine's installed system.
 *
 * @param files of systemd-networkd; none: every card by DHCP
 * @param nameServers none: those that DHCP tells
 * @param own where the server reaches the system, if not at its lease
 */
public record NetworkFiles(
    List<ConfigText> files, List<String> nameServers, Optional<InetAddress> own) {
  /** Before what the image itself brings. */
  private static final int FIRST = 10;

  /**
   * The files for a machine.
   *
   * @throws IllegalArgumentException when the profile has no address for the machine
   */
  public static NetworkFiles of(Links links, Machine machine) {
    List<String> identities = identities(machine);
    links
        .unaddressed(identities)
        .ifPresent(link -> {
          throw new IllegalArgumentException(
              "the profile has no address for this machine on its link '%s'; it may stand there by %s"
                  .formatted(link.name(), String.join(", ", identities)));
        });
    var writer = new Writer(links, machine.mac(), identities);
    List<ConfigText> files = new ArrayList<>();
    for (int i = 0; i < links.links().size(); i++) {
      files.addAll(writer.files(FIRST + i, links.links().get(i)));
    }
    return new NetworkFiles(files, nameServers(links), own(links, identities));
  }

  private static List<String> identities(Machine machine) {
    return Stream.of(
            Stream.of(machine.mac().value()), machine.serial().stream(), machine.uuid().stream())
        .flatMap(identity -> identity)
        .toList();
  }

  private static Optional<InetAddress> own(Links links, List<String> identities) {
    return links.links().stream()
        .limit(1)
        .flatMap(link -> fixed(link).stream())
        .flatMap(fixed -> fixed.of(identities).stream())
        .map(Cidr::address)
        .findFirst();
  }

  private static List<String> nameServers(Links links) {
    return links.links().stream()
        .flatMap(link -> fixed(link).stream())
        .flatMap(fixed -> fixed.dns().stream())
        .map(Ipv6::text)
        .distinct()
        .toList();
  }

  private static Optional<Addressing.Static> fixed(Link link) {
    return Optional.of(link.addressing())
        .filter(Addressing.Static.class::isInstance)
        .map(Addressing.Static.class::cast);
  }

  /** Writes the files of one machine. */
  private record Writer(Links links, MacAddress bootCard, List<String> identities) {
    List<ConfigText> files(int number, Link link) {
      List<ConfigText> files = new ArrayList<>();
      String name = number + "-" + link.name();
      switch (link.kind()) {
        case Link.Card(var card) ->
            files.add(new ConfigText(name + ".network", cards(List.of(card)) + network(link)));
        case Link.Bond(var mode, var members) -> {
          files.add(new ConfigText(name + ".netdev", device(link, "bond") + bond(mode)));
          files.addAll(members(name, members, "Bond=" + link.name()));
          files.add(new ConfigText(name + ".network", named(link) + network(link)));
        }
        case Link.Vlan(var id, _) -> {
          String vlan = "\n[VLAN]\nId=%d\n".formatted(id);
          files.add(new ConfigText(name + ".netdev", device(link, "vlan") + vlan));
          files.add(new ConfigText(name + ".network", named(link) + network(link)));
        }
        case Link.Bridge(var members) -> {
          String bridge = "\n[Bridge]\nSTP=false\nForwardDelaySec=0\n";
          files.add(new ConfigText(name + ".netdev", device(link, "bridge") + bridge));
          List<String> cards = members.stream().filter(member -> !links.has(member)).toList();
          files.addAll(members(name, cards, "Bridge=" + link.name()));
          files.add(new ConfigText(name + ".network", named(link) + network(link)));
        }
      }
      return files;
    }

    /** The first one has the address of the boot card: that is who DHCP and the server know. */
    private String device(Link link, String kind) {
      boolean first = links.links().getFirst().equals(link);
      return "[NetDev]\nName=%s\nKind=%s\n%s"
          .formatted(link.name(), kind, first ? "MACAddress=" + bootCard.value() + "\n" : "");
    }

    private static String bond(Link.Bond.Mode mode) {
      return "\n[Bond]\nMode=%s\nMIIMonitorSec=100ms\n%s"
          .formatted(mode.text(), mode == Link.Bond.Mode.LACP ? "LACPTransmitRate=fast\n" : "");
    }

    /** A match wants all that it says: cards by address and by name are two files. */
    private List<ConfigText> members(String name, List<String> cards, String master) {
      String text = "\n[Network]\n" + master + "\nLinkLocalAddressing=no\n";
      return Stream.of(
              cards.stream().map(this::card).filter(Link::isMac).toList(),
              cards.stream().map(this::card).filter(card -> !Link.isMac(card)).toList())
          .filter(some -> !some.isEmpty())
          .map(some ->
              new ConfigText(
                  name + (Link.isMac(some.getFirst()) ? "-cards" : "-names") + ".network",
                  cards(some) + text))
          .toList();
    }

    private String cards(List<String> cards) {
      List<String> known = cards.stream().map(this::card).toList();
      String key = Link.isMac(known.getFirst()) ? "PermanentMACAddress" : "Name";
      return "[Match]\nType=ether\nKind=!*\n%s=%s\n".formatted(key, String.join(" ", known));
    }

    private String card(String card) {
      return card.equals(Link.BOOT_CARD) ? bootCard.value() : card;
    }

    private static String named(Link link) {
      return "[Match]\nName=" + link.name() + "\n";
    }

    private String network(Link link) {
      String joined =
          Stream.concat(
                  links.bridgeOver(link).stream().map(bridge -> "Bridge=" + bridge.name() + "\n"),
                  links.vlansOn(link).stream().map(vlan -> "VLAN=" + vlan + "\n"))
              .collect(joining());
      return "\n[Network]\n" + joined + addressing(link.addressing());
    }

    private String addressing(Addressing addressing) {
      return switch (addressing) {
        case Addressing.Dhcp() -> "DHCP=ipv4\n\n[DHCPv4]\nClientIdentifier=mac\nUseHostname=no\n";
        case Addressing.None() -> "LinkLocalAddressing=no\n";
        case Addressing.Static fixed ->
            fixed.of(identities).map(address -> "Address=" + address + "\n").orElse("")
                + fixed.gateway().map(router -> "Gateway=" + Ipv6.text(router) + "\n").orElse("");
      };
    }
  }
}
