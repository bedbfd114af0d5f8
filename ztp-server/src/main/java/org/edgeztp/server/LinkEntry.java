package org.edgeztp.server;

import static org.edgeztp.server.Config.or;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.edgeztp.inventory.layout.Addressing;
import org.edgeztp.inventory.layout.Cidr;
import org.edgeztp.inventory.layout.Link;
import org.edgeztp.inventory.layout.Links;
import org.edgeztp.server.cli.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * A link of the installed system's network as the file writes it: one of {@code card}, {@code
 * bond}, {@code vlan} and {@code bridge}; without any, the card that the machine boots from.
 *
 * @param card {@code boot}, a MAC address, or a pattern of names
 * @param bridge its members
 * @param address {@code dhcp}, unless there are addresses, or {@code none}
 * @param addresses by MAC address, serial number or UUID of the machine, as 10.20.0.5/24
 */
public record LinkEntry(
    String name,
    Optional<String> card,
    Optional<BondEntry> bond,
    Optional<VlanEntry> vlan,
    List<String> bridge,
    Optional<Acquired> address,
    Map<String, String> addresses,
    Optional<String> gateway,
    List<String> dns) {
  /** Addresses that do not stand in the profile. */
  public enum Acquired {
    DHCP,
    NONE
  }

  public LinkEntry(
      @Nullable String name,
      Optional<String> card,
      Optional<BondEntry> bond,
      Optional<VlanEntry> vlan,
      @Nullable List<String> bridge,
      Optional<Acquired> address,
      @Nullable Map<String, String> addresses,
      Optional<String> gateway,
      @Nullable List<String> dns) {
    this.name = or(name, "");
    this.card = card;
    this.bond = bond;
    this.vlan = vlan;
    this.bridge = List.copyOf(or(bridge, List.of()));
    this.address = address;
    this.addresses = new TreeMap<>(or(addresses, Map.of()));
    this.gateway = gateway;
    this.dns = List.copyOf(or(dns, List.of()));
  }

  /**
   * Cards that act as one.
   *
   * @param mode by the kernel's name of it; {@code active-backup} unless told
   */
  public record BondEntry(Optional<String> mode, List<String> members) {
    public BondEntry(Optional<String> mode, @Nullable List<String> members) {
      this.mode = mode;
      this.members = List.copyOf(or(members, List.of()));
    }

    private Link.Bond toBond() {
      String wanted = mode.orElse(Link.Bond.Mode.ACTIVE_BACKUP.text());
      List<String> known =
          Arrays.stream(Link.Bond.Mode.values()).map(Link.Bond.Mode::text).toList();
      return Arrays.stream(Link.Bond.Mode.values())
          .filter(one -> one.text().equals(wanted))
          .findFirst()
          .map(one -> new Link.Bond(one, members))
          .orElseThrow(
              () -> new IllegalArgumentException(Spelling.unknown("mode", "bond ", wanted, known)));
    }
  }

  /** A VLAN on a link that stands before it. */
  public record VlanEntry(int id, @Nullable String link) {}

  /**
   * All links of a profile, checked as a whole.
   *
   * @throws IllegalArgumentException saying what to change
   */
  static Links toLinks(List<LinkEntry> entries) {
    return new Links(entries.stream().map(LinkEntry::toLink).toList());
  }

  private Link toLink() {
    try {
      return new Link(name, kind(), addressing());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("network '" + name + "': " + e.getMessage(), e);
    }
  }

  private Link.Kind kind() {
    List<Link.Kind> kinds =
        Stream.of(
                card.<Link.Kind>map(Link.Card::new).stream(),
                bond.<Link.Kind>map(BondEntry::toBond).stream(),
                vlan.<Link.Kind>map(tag -> new Link.Vlan(tag.id(), or(tag.link(), ""))).stream(),
                Stream.of(bridge)
                    .filter(members -> !members.isEmpty())
                    .<Link.Kind>map(Link.Bridge::new))
            .flatMap(kind -> kind)
            .toList();
    if (kinds.size() > 1) {
      throw new IllegalArgumentException("it is one of 'card', 'bond', 'vlan' and 'bridge'");
    }
    return kinds.isEmpty() ? new Link.Card(Link.BOOT_CARD) : kinds.getFirst();
  }

  private Addressing addressing() {
    if (addresses.isEmpty()) {
      if (gateway.isPresent() || !dns.isEmpty()) {
        throw new IllegalArgumentException("'gateway' and 'dns' go with 'addresses'");
      }
      return address.filter(Acquired.NONE::equals).isPresent()
          ? new Addressing.None()
          : new Addressing.Dhcp();
    }
    if (address.isPresent()) {
      throw new IllegalArgumentException("it has 'addresses', so it has no 'address'");
    }
    Map<String, Cidr> parsed = new TreeMap<>();
    addresses.forEach((machine, text) -> parsed.put(machine, Cidr.parse(text)));
    return new Addressing.Static(
        parsed,
        gateway.map(InetAddress::ofLiteral),
        dns.stream().map(InetAddress::ofLiteral).toList());
  }
}
