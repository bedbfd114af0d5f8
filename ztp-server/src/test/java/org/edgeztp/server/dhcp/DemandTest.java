package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.server.dhcp.MessageType.DECLINE;
import static org.edgeztp.server.dhcp.MessageType.DISCOVER;
import static org.edgeztp.server.dhcp.MessageType.INFORM;
import static org.edgeztp.server.dhcp.MessageType.OFFER;
import static org.edgeztp.server.dhcp.MessageType.RELEASE;
import static org.edgeztp.server.dhcp.MessageType.REQUEST;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.Inet4Address;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.lease.Ipv4;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DemandTest {
  private static final String US = "10.77.0.1";
  private static final String OTHER = "10.77.0.9";
  private static final Inet4Address OURS = Ipv4.parse("10.77.0.50");

  static Stream<Arguments> table() {
    return Stream.of(
        arguments("discover", Packet.of(DISCOVER), new Demand.Offer(Optional.empty())),
        arguments(
            "discover with a wish",
            Packet.of(DISCOVER).requested("10.77.0.50"),
            new Demand.Offer(Optional.of(OURS))),
        arguments(
            "selecting us",
            Packet.of(REQUEST).server(US).requested("10.77.0.50"),
            new Demand.Grant(OURS)),
        arguments(
            "selecting another",
            Packet.of(REQUEST).server(OTHER).requested("10.77.0.50"),
            new Demand.Withdraw("the client took the offer of 10.77.0.9")),
        arguments(
            "init-reboot", Packet.of(REQUEST).requested("10.77.0.50"), new Demand.Grant(OURS)),
        arguments(
            "init-reboot from elsewhere",
            Packet.of(REQUEST).requested("192.168.4.7"),
            new Demand.Refuse("192.168.4.7 does not belong to 10.77.0.0/24")),
        arguments(
            "renewing or rebinding",
            Packet.of(REQUEST).ciaddr("10.77.0.50"),
            new Demand.Grant(OURS)),
        arguments(
            "rebinding from elsewhere",
            Packet.of(REQUEST).ciaddr("192.168.4.7"),
            new Demand.Refuse("192.168.4.7 does not belong to 10.77.0.0/24")),
        arguments(
            "request for nothing",
            Packet.of(REQUEST).server(US),
            new Demand.Ignore("REQUEST without an address")),
        arguments(
            "release",
            Packet.of(RELEASE).server(US).ciaddr("10.77.0.50"),
            new Demand.Release(OURS)),
        arguments(
            "release to another",
            Packet.of(RELEASE).server(OTHER).ciaddr("10.77.0.50"),
            new Demand.Ignore("a release for 10.77.0.9")),
        arguments(
            "release of nothing",
            Packet.of(RELEASE).server(US),
            new Demand.Ignore("RELEASE without an address")),
        arguments(
            "decline",
            Packet.of(DECLINE).server(US).requested("10.77.0.50"),
            new Demand.Decline(OURS)),
        arguments(
            "decline to another",
            Packet.of(DECLINE).server(OTHER).requested("10.77.0.50"),
            new Demand.Ignore("a decline for 10.77.0.9")),
        arguments("inform", Packet.of(INFORM).ciaddr("10.77.0.201"), new Demand.Inform()),
        arguments(
            "inform without an address",
            Packet.of(INFORM),
            new Demand.Ignore("INFORM without an address")),
        arguments(
            "another server's offer",
            Packet.of(OFFER),
            new Demand.Ignore("clients do not send OFFER")),
        arguments(
            "selecting us under the relay's name",
            Packet.of(REQUEST)
                .giaddr("10.77.0.2")
                .server("10.77.0.2")
                .requested("10.77.0.50")
                .option(82, hex("0b040a4d0002")),
            new Demand.Grant(OURS)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void reads(String what, Packet packet, Demand demand) {
    assertThat(Demand.of(packet.request(), World.place())).as(what).isEqualTo(demand);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
