package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.util.Optional;

/** What a packet asks of the leases. */
sealed interface Demand {
  /** Hold an address for the client (DISCOVER). */
  record Offer(Optional<Inet4Address> wish) implements Demand {}

  /** Lease exactly this one, or refuse it aloud (REQUEST in all its states). */
  record Grant(Inet4Address address) implements Demand {}

  /** Tell the client that its address is wrong (REQUEST). */
  record Refuse(String why) implements Demand {}

  /** Forget the offer, as another server's was taken (REQUEST). */
  record Withdraw(String why) implements Demand {}

  record Release(Inet4Address address) implements Demand {}

  record Decline(Inet4Address address) implements Demand {}

  /** Tell of the network, to a client that has an address from elsewhere. */
  record Inform() implements Demand {}

  /** Not for us. */
  record Ignore(String why) implements Demand {}

  /** Reads a packet as RFC 2131 section 4.3 does. This server is authoritative for its subnet. */
  static Demand of(DhcpRequest request, Place.Leased place) {
    Inet4Address us = serverId(request, place);
    String chosen =
        request.serverId().filter(server -> !server.equals(us)).map(Demand::text).orElse("");
    return switch (request.type()) {
      case DISCOVER -> new Offer(request.requested());
      case REQUEST ->
          chosen.isEmpty()
              ? claim(request, place)
              : new Withdraw("the client took the offer of " + chosen);
      case RELEASE ->
          chosen.isEmpty()
              ? request.ownAddress().<Demand>map(Release::new).orElseGet(() -> nameless(request))
              : new Ignore("a release for " + chosen);
      case DECLINE ->
          chosen.isEmpty()
              ? request.requested().<Demand>map(Decline::new).orElseGet(() -> nameless(request))
              : new Ignore("a decline for " + chosen);
      case INFORM ->
          request.ownAddress().<Demand>map(_ -> new Inform()).orElseGet(() -> nameless(request));
      case OFFER, ACK, NAK -> new Ignore("clients do not send " + request.type());
    };
  }

  /** The address by which this client knows us. */
  static Inet4Address serverId(DhcpRequest request, Place.Leased place) {
    return request.relay().flatMap(RelayInfo::serverId).orElse(place.server());
  }

  /** Selecting and init-reboot name the address in option 50, renewing and rebinding in ciaddr. */
  private static Demand claim(DhcpRequest request, Place.Leased place) {
    Optional<Inet4Address> address = request.requested().or(request::ownAddress);
    if (address.isEmpty()) {
      return nameless(request);
    }
    return place.subnet().contains(address.get())
        ? new Grant(address.get())
        : new Refuse(text(address.get()) + " does not belong to " + place.subnet());
  }

  private static Demand nameless(DhcpRequest request) {
    return new Ignore(request.type() + " without an address");
  }

  private static String text(Inet4Address address) {
    return address.getHostAddress();
  }
}
