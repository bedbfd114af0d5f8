package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.server.dhcp.MessageType.DISCOVER;
import static org.edgeztp.server.dhcp.MessageType.INFORM;
import static org.edgeztp.server.dhcp.MessageType.RELEASE;
import static org.edgeztp.server.dhcp.MessageType.REQUEST;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Leases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProxyDemandTest {
  private static final ProxyDemand TAKES = new ProxyDemand.Takes(Ipv4.parse("10.9.0.7"));
  private static final ProxyDemand BOOT = new ProxyDemand.Boot(Ipv4.parse("10.9.0.7"));

  static Stream<Arguments> table() {
    return Stream.of(
        arguments("a boot client's discover", Packet.pxe(DISCOVER, 0), 67, new ProxyDemand.Offer()),
        arguments(
            "a discover of an operating system",
            Packet.of(DISCOVER),
            67,
            ignored("its address is the matter of another server")),
        arguments(
            "a client that takes an offer",
            Packet.of(REQUEST).server("10.9.0.1").requested("10.9.0.7"),
            67,
            TAKES),
        arguments("a client that rebinds", Packet.of(REQUEST).ciaddr("10.9.0.7"), 67, TAKES),
        arguments(
            "a request for nothing", Packet.of(REQUEST), 67, ignored("REQUEST without an address")),
        arguments(
            "a boot client at the boot server",
            Packet.pxe(REQUEST, 7).ciaddr("10.9.0.7"),
            4011,
            BOOT),
        arguments("one that tells no address of its own", Packet.pxe(REQUEST, 7), 4011, BOOT),
        arguments(
            "an operating system at the boot server",
            Packet.of(REQUEST).ciaddr("10.9.0.7"),
            4011,
            ignored("the boot server is for boot clients")),
        arguments(
            "a release",
            Packet.of(RELEASE).ciaddr("10.9.0.7"),
            67,
            ignored("RELEASE is the matter of another server")),
        arguments(
            "an inform",
            Packet.of(INFORM).ciaddr("10.9.0.7"),
            67,
            ignored("INFORM is the matter of another server")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void reads(String what, Packet packet, int port, ProxyDemand demand) {
    DhcpRequest request = packet.request();
    var arrival = new Arrival(Optional.of(World.network("eth0")), port, Ipv4.parse("10.9.0.7"), 68);
    assertThat(ProxyDemand.of(request, Clients.of(request), arrival)).as(what).isEqualTo(demand);
  }

  @ParameterizedTest
  @CsvSource({
    "BY_FIRMWARE, true, true",
    "BY_FIRMWARE, false, false",
    "DIRECT, true, false",
    "DIRECT, false, false",
    "BOOT_SERVER, true, true",
    "BOOT_SERVER, false, true"
  })
  void sendsToTheBootServer(ProxyForm form, boolean uefi, boolean sends) {
    assertThat(form.asksBootServer(uefi)).isEqualTo(sends);
  }

  /** Captured from OVMF. */
  @ParameterizedTest
  @EnumSource
  void tellsWhoBootsByHttpItsUrlAtOnce(ProxyForm form) throws Exception {
    Path discover = Path.of("src/test/resources/org/edgeztp/server/dhcp/uefi-http-discover.hex");
    String packet =
        Files.readAllLines(discover).stream()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.joining());
    var network = new Network("eth0", World.SERVER, Mode.PROXY, form, List.of());
    try (Leases leases = World.leases()) {
      var handler =
          new DhcpHandler(
              DhcpSettings.of(List.of(network)),
              leases,
              World::install,
              _ -> Optional.empty(),
              Clock.systemUTC());
      DhcpRequest request =
          ((Decoded.Request) PacketCodec.decode(HexFormat.of().parseHex(packet))).request();
      var reply =
          (Reply.Sent)
              handler.answer(request, new Arrival(Optional.of(network), 67, Ipv4.ANY, 68)).join();
      Options told = OptionCodec.read(PacketCodec.encode(reply.answer()));
      assertThat(told.get(OptionCode.VENDOR_CLASS)).hasValue("HTTPClient".getBytes(US_ASCII));
      assertThat(new String(told.get(OptionCode.BOOT_FILE).orElseThrow(), US_ASCII))
          .startsWith("http://");
    }
  }

  private static ProxyDemand ignored(String why) {
    return new ProxyDemand.Ignore(why);
  }
}
