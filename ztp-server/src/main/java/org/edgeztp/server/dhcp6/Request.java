package org.edgeztp.server.dhcp6;

import java.net.Inet6Address;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * A client's message, with what relays put around it.
 *
 * @param transaction 24 bits
 * @param client absent from some INFORMATION-REQUESTs only
 * @param relays the one next to the client first
 * @param source who sent the datagram: the client, or the relay next to us
 */
record Request(
    MessageType type,
    int transaction,
    Optional<Duid> client,
    Optional<Duid> server,
    List<Association> associations,
    Set<Integer> asks,
    Optional<String> vendorClass,
    Set<String> userClasses,
    List<Integer> architectures,
    boolean rapidCommit,
    List<Relay> relays,
    Inet6Address source) {
  Request {
    associations = List.copyOf(associations);
    asks = Set.copyOf(asks);
    userClasses = Set.copyOf(userClasses);
    architectures = List.copyOf(architectures);
    relays = List.copyOf(relays);
  }

  /** The same from a client that was advertised an address by a server. */
  Request taking(Duid from, Inet6Address address) {
    return new Request(
        type,
        transaction,
        client,
        Optional.of(from),
        associations.stream().map(one -> new Association(one.id(), List.of(address))).toList(),
        asks,
        vendorClass,
        userClasses,
        architectures,
        rapidCommit,
        relays,
        source);
  }

  /** The client's own address on its link. */
  Inet6Address peer() {
    return relays.isEmpty() ? source : relays.getFirst().peer();
  }

  /**
   * Whose port the client is on, of those that relay it. A switch that relays on the client's
   * behalf (RFC 6221) may send from the client's address: then it is who comes behind it.
   */
  Inet6Address firstRelay() {
    return relays.stream()
        .skip(1)
        .map(Relay::peer)
        .filter(sender -> !sender.equals(peer()))
        .findFirst()
        .orElse(source);
  }

  /** An address of the client's link, when a relay tells one; the first relay that does counts. */
  Optional<Inet6Address> link() {
    return relays.stream().map(Relay::link).filter(link -> !link.isAnyLocalAddress()).findFirst();
  }

  /**
   * The card that sends: told by the relay next to it, or known from its address on the link. Not
   * from the client's identifier, which may name any card that the machine ever had.
   */
  Optional<MacAddress> card() {
    return relays.stream()
        .findFirst()
        .flatMap(Relay::card)
        .or(() -> Ipv6.mac(peer()).filter(_ -> peer().isLinkLocalAddress()));
  }

  boolean asks(int option) {
    return asks.contains(option);
  }
}
