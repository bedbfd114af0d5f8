package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.MacAddress;

/** Where an answer goes: RFC 2131 section 4.1. */
sealed interface Destination {
  /** To everybody on the link. */
  record Broadcast() implements Destination {}

  /** To a network card that does not answer ARP yet, as it has not taken the address. */
  record UnicastToHardware(MacAddress mac, Inet4Address address) implements Destination {}

  /** To a client that has its address. */
  record UnicastToAddress(Inet4Address address) implements Destination {}

  /** To the server port of a relay. */
  record ToRelay(Inet4Address giaddr) implements Destination {}

  /** Back to where a request to the boot server came from. */
  record ToSender(Inet4Address address, int port) implements Destination {}

  /** The way for anything but a NAK. */
  static Destination of(DhcpRequest request, Inet4Address yiaddr) {
    if (request.isRelayed()) {
      return new ToRelay(request.giaddr());
    }
    if (request.ownAddress().isPresent()) {
      return new UnicastToAddress(request.ciaddr());
    }
    if (request.wantsBroadcast() || yiaddr.equals(Ipv4.ANY)) {
      return new Broadcast();
    }
    return new UnicastToHardware(request.chaddr(), yiaddr);
  }

  /** A NAK must reach a client whose address is wrong. */
  static Destination ofNak(DhcpRequest request) {
    return request.isRelayed() ? new ToRelay(request.giaddr()) : new Broadcast();
  }
}
