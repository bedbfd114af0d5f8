package org.edgeztp.inventory.layout;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The network of an installed system. At the first link the server reaches the machine.
 *
 * @param links empty: every card by DHCP
 */
public record Links(List<Link> links) {
  public static final Links EVERY_CARD = new Links(List.of());

  /**
   * Checks them as a whole.
   *
   * @throws IllegalArgumentException saying what to change
   */
  public Links {
    links = List.copyOf(links);
    checkNames(links);
    Map<String, Link> masters = masters(links);
    links.forEach(link -> checkMember(link, Optional.ofNullable(masters.get(link.name()))));
    checkAddresses(links);
  }

  private static void checkNames(List<Link> links) {
    Set<String> names = new HashSet<>();
    for (Link link : links) {
      if (link.kind() instanceof Link.Vlan vlan && !names.contains(vlan.on())) {
        throw new IllegalArgumentException(
            "the VLAN '%s' is on '%s', which is no link before it"
                .formatted(link.name(), vlan.on()));
      }
      if (!names.add(link.name())) {
        throw new IllegalArgumentException("two links are called '%s'".formatted(link.name()));
      }
    }
  }

  /** The card, bond or bridge that a card or link is part of. */
  private static Map<String, Link> masters(List<Link> links) {
    Map<String, Link> masters = new HashMap<>();
    for (Link link : links) {
      if (link.kind() instanceof Link.Vlan) {
        continue;
      }
      for (String member : link.kind().members()) {
        Link other = masters.put(member, link);
        if (other != null) {
          throw new IllegalArgumentException(
              "'%s' is part of '%s' and of '%s'".formatted(member, other.name(), link.name()));
        }
      }
    }
    return masters;
  }

  private static void checkMember(Link link, Optional<Link> master) {
    if (master.isEmpty()) {
      return;
    }
    String over = master.get().name();
    if (!(master.get().kind() instanceof Link.Bridge)) {
      throw new IllegalArgumentException(
          "'%s' is part of '%s', which is made of cards alone".formatted(link.name(), over));
    }
    if (link.kind() instanceof Link.Bridge) {
      throw new IllegalArgumentException(
          "'%s' is part of '%s', and both are bridges".formatted(link.name(), over));
    }
    if (!(link.addressing() instanceof Addressing.None)) {
      throw new IllegalArgumentException(
          "'%s' is part of '%s', so it has no address ('address: none')"
              .formatted(link.name(), over));
    }
  }

  private static void checkAddresses(List<Link> links) {
    long gateways =
        links.stream()
            .filter(link ->
                link.addressing() instanceof Addressing.Static fixed && fixed.gateway().isPresent())
            .count();
    if (gateways > 1) {
      throw new IllegalArgumentException("two links have a gateway");
    }
    if (!links.isEmpty() && links.getFirst().addressing() instanceof Addressing.None) {
      throw new IllegalArgumentException(
          "the first link has no address, and is where the server reaches the machine");
    }
  }

  /** A link that the machine has no address for, of those that want one. */
  public Optional<Link> unaddressed(List<String> identities) {
    return links.stream()
        .filter(link ->
            link.addressing() instanceof Addressing.Static fixed && fixed.of(identities).isEmpty())
        .findFirst();
  }

  /** The bridge that a link is part of. */
  public Optional<Link> bridgeOver(Link member) {
    return links.stream()
        .filter(link ->
            link.kind() instanceof Link.Bridge && link.kind().members().contains(member.name()))
        .findFirst();
  }

  /** The VLANs on a link. */
  public List<String> vlansOn(Link link) {
    return links.stream()
        .filter(other -> other.kind() instanceof Link.Vlan vlan && vlan.on().equals(link.name()))
        .map(Link::name)
        .toList();
  }

  /** The link of that name. */
  public boolean has(String name) {
    return links.stream().anyMatch(link -> link.name().equals(name));
  }
}
