package org.edgeztp.server.dhcp;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.MacAddress;

/**
 * A packet from a client, checked and typed. The names are those of RFC 2131.
 *
 * @param giaddr the relay, or 0.0.0.0
 * @param requested option 50
 * @param serverId option 54: the server whose offer the client takes
 * @param architectures option 93, best first
 * @param vendorClass option 60
 * @param userClasses option 77, in either of its encodings
 * @param uuid option 97 in the usual text order; neither all zeros nor all ones
 * @param asks option 55; empty when the client leaves the choice to the server
 * @param relay option 82
 * @param options everything, for what is echoed
 */
record DhcpRequest(
    MessageType type,
    int xid,
    int hops,
    int secs,
    int flags,
    Inet4Address ciaddr,
    Inet4Address giaddr,
    MacAddress chaddr,
    Optional<Inet4Address> requested,
    Optional<Inet4Address> serverId,
    List<Integer> architectures,
    Optional<String> vendorClass,
    List<String> userClasses,
    Optional<UUID> uuid,
    Set<Integer> asks,
    Optional<RelayInfo> relay,
    Options options) {

  private static final int BROADCAST_FLAG = 0x8000;

  /** What every client takes (RFC 2131 section 2), and what Ethernet carries in one piece. */
  private static final int SMALLEST_MESSAGE = 576;

  private static final int LARGEST_MESSAGE = 1500;

  /** The headers of IP and UDP, and DHCP's own with the magic cookie. */
  private static final int HEADERS = 20 + 8 + 240;

  /** Whether the client says that it cannot take a unicast before it has its address. */
  boolean wantsBroadcast() {
    return (flags & BROADCAST_FLAG) != 0;
  }

  boolean isRelayed() {
    return !giaddr.equals(Ipv4.ANY);
  }

  Optional<Inet4Address> ownAddress() {
    return Optional.of(ciaddr).filter(address -> !address.equals(Ipv4.ANY));
  }

  /**
   * Bytes of options that the client takes, by option 57. Whether that counts the headers of IP and
   * UDP is read both ways; the smaller number suits all.
   */
  int longestOptions() {
    int message =
        options
            .get(OptionCode.LARGEST_MESSAGE)
            .filter(value -> value.length == 2)
            .map(value -> ((value[0] & 0xff) << 8) | (value[1] & 0xff))
            .orElse(SMALLEST_MESSAGE);
    return Math.clamp(message, SMALLEST_MESSAGE, LARGEST_MESSAGE) - HEADERS;
  }

  /** One line for people: what the packet is and what it says of its sender. */
  String told() {
    return type
        + vendorClass.map(vendor -> ", " + vendor).orElse("")
        + requested.map(address -> ", wants " + address.getHostAddress()).orElse("")
        + serverId.map(server -> ", of the server " + server.getHostAddress()).orElse("")
        + (isRelayed() ? ", relayed by " + giaddr.getHostAddress() : "");
  }
}
