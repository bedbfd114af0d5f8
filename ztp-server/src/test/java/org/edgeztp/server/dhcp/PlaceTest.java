package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.server.dhcp.MessageType.DISCOVER;
import static org.edgeztp.server.dhcp.MessageType.INFORM;
import static org.edgeztp.server.dhcp.MessageType.REQUEST;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Pool;
import org.edgeztp.inventory.lease.Reservations;
import org.edgeztp.inventory.lease.Subnet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlaceTest {
  private static final List<Network> NETWORKS =
      List.of(
          network(
              "eth1",
              "10.20.0.1",
              Mode.AUTHORITATIVE,
              scope("10.20.0.0/24", Mode.AUTHORITATIVE),
              scope("10.30.0.0/24", Mode.AUTHORITATIVE),
              scope("10.31.0.0/24", Mode.OBSERVE)),
          network(
              "eth2",
              "10.40.0.1",
              Mode.RELAY_ONLY,
              scope("10.40.0.0/24", Mode.RELAY_ONLY),
              scope("10.41.0.0/24", Mode.OFF)),
          network("eth3", "10.50.0.1", Mode.OBSERVE),
          network("eth4", "10.60.0.1", Mode.OFF),
          network(
              "eth5", "10.70.0.1", Mode.AUTHORITATIVE, scope("10.71.0.0/24", Mode.AUTHORITATIVE)),
          network("eth6", "10.80.0.1", Mode.PROXY));

  static Stream<Arguments> table() {
    return Stream.of(
        arguments("a client of the link", "eth1", Packet.of(DISCOVER), "10.20.0.0/24 by 10.20.0.1"),
        arguments(
            "a relayed one",
            "eth1",
            Packet.of(DISCOVER).giaddr("10.30.0.2"),
            "10.30.0.0/24 by 10.20.0.1"),
        arguments(
            "a relayed one that comes in elsewhere",
            "eth2",
            Packet.of(DISCOVER).giaddr("10.30.0.2"),
            "10.30.0.0/24 by 10.40.0.1"),
        arguments(
            "a relayed one of a link that is named (RFC 3527)",
            "eth1",
            Packet.of(DISCOVER).giaddr("10.20.0.9").option(82, hex("05040a1e0000")),
            "10.30.0.0/24 by 10.20.0.1"),
        arguments(
            "a relayed one from nowhere",
            "eth1",
            Packet.of(DISCOVER).giaddr("10.9.0.1"),
            "amiss: relayed from 10.9.0.1, which is on no subnet"),
        arguments(
            "one behind a relay that renews by itself",
            "eth1",
            Packet.of(REQUEST).ciaddr("10.30.0.77"),
            "10.30.0.0/24 by 10.20.0.1"),
        arguments(
            "one with an address from elsewhere",
            "eth1",
            Packet.of(REQUEST).ciaddr("192.168.1.7"),
            "10.20.0.0/24 by 10.20.0.1"),
        arguments(
            "an inform",
            "eth1",
            Packet.of(INFORM).ciaddr("10.20.0.7"),
            "10.20.0.0/24 by 10.20.0.1"),
        arguments(
            "a subnet that is observed",
            "eth1",
            Packet.of(DISCOVER).giaddr("10.31.0.2"),
            "observed on eth1"),
        arguments(
            "a client of a relay-only link",
            "eth2",
            Packet.of(DISCOVER),
            "10.40.0.0/24 is served through relays only"),
        arguments(
            "a relayed one of a relay-only link",
            "eth2",
            Packet.of(DISCOVER).giaddr("10.40.0.9"),
            "10.40.0.0/24 by 10.40.0.1"),
        arguments(
            "a renewing one of a relay-only link",
            "eth2",
            Packet.of(REQUEST).ciaddr("10.40.0.60"),
            "10.40.0.0/24 by 10.40.0.1"),
        arguments(
            "a subnet that is off",
            "eth1",
            Packet.of(DISCOVER).giaddr("10.41.0.2"),
            "DHCP is off for 10.41.0.0/24"),
        arguments("an observed link", "eth3", Packet.of(DISCOVER), "observed on eth3"),
        arguments("a link that is off", "eth4", Packet.of(DISCOVER), "DHCP is off on eth4"),
        arguments(
            "a link with relayed subnets alone",
            "eth5",
            Packet.of(DISCOVER),
            "amiss: no subnet is the one of eth5 itself"),
        arguments(
            "another interface",
            "eth9",
            Packet.of(DISCOVER),
            "heard on an interface that is not served"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void finds(String what, String networkInterface, Packet packet, String place) {
    Optional<Network> network =
        NETWORKS.stream()
            .filter(known -> known.networkInterface().equals(networkInterface))
            .findFirst();
    assertThat(text(Place.of(packet.request(), new Arrival(network, 67, Ipv4.ANY, 68), NETWORKS)))
        .as(what)
        .isEqualTo(place);
  }

  private static String text(Place place) {
    return switch (place) {
      case Place.Leased(var network, var scope) ->
          scope.subnet() + " by " + network.server().getHostAddress();
      case Place.Proxied(var network) -> "proxied on " + network.networkInterface();
      case Place.Observed(var network) -> "observed on " + network.networkInterface();
      case Place.Unserved(String why) -> why;
      case Place.Missing(Refusal refusal) -> "amiss: " + refusal.why();
    };
  }

  private static Network network(String name, String server, Mode mode, Scope... scopes) {
    return new Network(name, Ipv4.parse(server), mode, ProxyForm.BY_FIRMWARE, List.of(scopes));
  }

  private static Scope scope(String subnet, Mode mode) {
    return new Scope(
        mode,
        new Pool(
            Subnet.parse(subnet), List.of(), List.of(), Reservations.none(), Duration.ofHours(1)),
        Told.nothing(),
        Map.of());
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
