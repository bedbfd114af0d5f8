package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Leases;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes on ports 67 and 4011, beside a server that gives the addresses. */
class ProxyFuzzTest {
  private static final Network NETWORK =
      new Network("eth0", World.SERVER, Mode.PROXY, ProxyForm.BY_FIRMWARE, List.of());
  private static final Leases LEASES = World.leases();
  private static final DhcpHandler HANDLER =
      new DhcpHandler(
          DhcpSettings.of(List.of(NETWORK)),
          LEASES,
          World::install,
          _ -> Optional.empty(),
          Clock.systemUTC());

  /** Whatever is answered can be read again, and gives no address. */
  @MethodSource("org.edgeztp.server.dhcp.DhcpFuzzTest#captured")
  @FuzzTest
  void readsOrRefusesAndGivesNoAddress(byte[] packet) {
    if (PacketCodec.decode(packet) instanceof Decoded.Request(DhcpRequest request)) {
      check(request, new Arrival(Optional.of(NETWORK), 67, Ipv4.ANY, 68));
      check(
          request,
          new Arrival(
              Optional.of(NETWORK), DhcpSettings.BOOT_SERVER_PORT, Ipv4.parse("10.77.0.150"), 68));
    }
    assertThat(LEASES.all()).isEmpty();
  }

  private static void check(DhcpRequest request, Arrival arrival) {
    if (HANDLER.answer(request, arrival).join() instanceof Reply.Sent sent) {
      byte[] reply = PacketCodec.encode(sent.answer());
      assertThat(reply.length).isGreaterThanOrEqualTo(300);
      assertThat(ServerReply.read(reply))
          .hasValueSatisfying(told -> assertThat(told.address()).isEqualTo(Ipv4.ANY));
    }
  }
}
