package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.server.dhcp.MessageType.REQUEST;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.Inet4Address;
import java.util.stream.Stream;
import org.edgeztp.inventory.lease.Ipv4;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of RFC 2131 section 4.1. */
class DestinationTest {
  private static final Inet4Address YIADDR = Ipv4.parse("10.77.0.50");
  private static final Inet4Address RELAY = Ipv4.parse("10.77.0.2");
  private static final Destination EVERYBODY = new Destination.Broadcast();

  static Stream<Arguments> table() {
    return Stream.of(
        arguments(
            "no address yet",
            Packet.of(REQUEST),
            new Destination.UnicastToHardware(Packet.MAC, YIADDR),
            EVERYBODY),
        arguments("no address yet and deaf", Packet.of(REQUEST).broadcast(), EVERYBODY, EVERYBODY),
        arguments(
            "renewing",
            Packet.of(REQUEST).ciaddr("10.77.0.50"),
            new Destination.UnicastToAddress(YIADDR),
            EVERYBODY),
        arguments(
            "renewing, with a flag that means nothing then",
            Packet.of(REQUEST).ciaddr("10.77.0.50").broadcast(),
            new Destination.UnicastToAddress(YIADDR),
            EVERYBODY),
        arguments(
            "behind a relay",
            Packet.of(REQUEST).giaddr("10.77.0.2"),
            new Destination.ToRelay(RELAY),
            new Destination.ToRelay(RELAY)),
        arguments(
            "renewing behind a relay",
            Packet.of(REQUEST).giaddr("10.77.0.2").ciaddr("10.77.0.50").broadcast(),
            new Destination.ToRelay(RELAY),
            new Destination.ToRelay(RELAY)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void goesTo(String what, Packet packet, Destination answer, Destination nak) {
    assertThat(Destination.of(packet.request(), YIADDR)).as(what).isEqualTo(answer);
    assertThat(Destination.ofNak(packet.request())).as(what).isEqualTo(nak);
  }
}
