package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Lease;
import org.edgeztp.inventory.lease.LeaseStore;
import org.edgeztp.inventory.lease.LeaseStoreException;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.Pool;
import org.edgeztp.inventory.lease.Range;
import org.edgeztp.inventory.lease.Reservations;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.store.MemoryLeaseStore;
import org.edgeztp.server.boot.Firmware;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server on the loopback interface, spoken to as by a relay at 127.0.0.2. */
class DhcpServerTest {
  private static final String RELAY = "127.0.0.2";

  private final ConcurrentLinkedQueue<DhcpEvent> events = new ConcurrentLinkedQueue<>();
  private final BreakableStore store = new BreakableStore();
  private DatagramSocket relay;
  private Leases leases;
  private DhcpServer server;

  @BeforeEach
  void start() throws IOException {
    relay = new DatagramSocket(null);
    relay.setReuseAddress(true);
    relay.setSoTimeout(5000);
    relay.bind(new InetSocketAddress(Ipv4.parse(RELAY), 0));
    Pool pool =
        new Pool(
            Subnet.parse("127.0.0.0/8"),
            List.of(Range.parse("127.1.0.1-127.1.0.100")),
            List.of(),
            Reservations.none(),
            Duration.ofHours(1));
    leases = new Leases(List.of(pool), store, Clock.systemUTC());
    var network =
        new Network(
            "lo",
            Ipv4.parse("127.0.0.1"),
            Mode.AUTHORITATIVE,
            ProxyForm.BY_FIRMWARE,
            List.of(new Scope(Mode.AUTHORITATIVE, pool, Told.nothing(), Map.of())));
    var settings = new DhcpSettings(List.of(network), relay.getLocalPort(), 68);
    server = DhcpServer.start(settings, leases, World::install, _ -> Optional.empty(), events::add);
  }

  @AfterEach
  void stop() {
    server.close();
    leases.close();
    relay.close();
  }

  @Test
  void leadsClientFromDiscoverToLease() throws IOException {
    send(Packet.of(MessageType.DISCOVER));
    assertThat(receive()).isEqualTo("OFFER 127.1.0.1");

    send(Packet.of(MessageType.REQUEST).server("127.0.0.1").requested("127.1.0.1"));
    assertThat(receive()).isEqualTo("ACK 127.1.0.1");

    assertThat(leases.byMac(Packet.MAC)).map(Lease::address).contains(Ipv4.parse("127.1.0.1"));
    await().until(() -> events.size() == 2);
    assertThat(events)
        .element(1)
        .isInstanceOfSatisfying(
            DhcpEvent.Answered.class,
            answered -> {
              assertThat(answered.mac()).isEqualTo(Packet.MAC);
              assertThat(answered.firmware()).isEqualTo(Firmware.NONE);
              assertThat(answered.boots()).isEmpty();
              assertThat(answered.sentence())
                  .isEqualTo("REQUEST answered with ACK 127.1.0.1: not a boot client");
              assertThat(answered.text().get())
                  .contains("ACK: not a boot client", "yiaddr: 127.1.0.1");
            });
  }

  @Test
  void answersManyAtOnce() throws IOException {
    for (int i = 1; i <= 50; i++) {
      MacAddress mac = MacAddress.of(new byte[] {2, 0, 0, 0, 0, (byte) i});
      send(Packet.of(MessageType.REQUEST).requested("127.1.0." + i).mac(mac));
    }
    for (int i = 1; i <= 50; i++) {
      assertThat(receive()).startsWith("ACK");
    }
    assertThat(leases.all()).hasSize(50);
  }

  @Test
  void reportsRubbishAndGoesOn() throws IOException {
    send(new byte[] {1, 2, 3});
    await().until(() -> !events.isEmpty());
    assertThat(events)
        .containsExactly(new DhcpEvent.Malformed(Ipv4.parse(RELAY), "cut off after 3 bytes"));

    send(Packet.of(MessageType.DISCOVER));
    assertThat(receive()).startsWith("OFFER");
  }

  @Test
  void tellsNobodyOfLeaseThatIsNotOnTheDisk() throws IOException {
    store.broken = true;
    send(Packet.of(MessageType.REQUEST).requested("127.1.0.7"));
    await().until(() -> !events.isEmpty());
    assertThat(events.peek())
        .isInstanceOfSatisfying(
            DhcpEvent.Failed.class,
            failed -> assertThat(failed.cause()).isInstanceOf(LeaseStoreException.class));

    store.broken = false;
    send(Packet.of(MessageType.REQUEST).requested("127.1.0.7"));
    assertThat(receive()).isEqualTo("ACK 127.1.0.7");
    assertThat(events).hasSizeLessThanOrEqualTo(2);
  }

  private void send(Packet packet) throws IOException {
    send(packet.giaddr(RELAY).bytes());
  }

  private void send(byte[] bytes) throws IOException {
    relay.send(
        new DatagramPacket(
            bytes,
            bytes.length,
            new InetSocketAddress(Ipv4.parse("127.0.0.1"), relay.getLocalPort())));
  }

  private String receive() throws IOException {
    var packet = new DatagramPacket(new byte[1500], 1500);
    relay.receive(packet);
    byte[] bytes = packet.getData();
    String type = bytes[242] == 2 ? "OFFER" : bytes[242] == 5 ? "ACK" : "NAK";
    return type + " " + Ipv4.of(Arrays.copyOfRange(bytes, 16, 20)).getHostAddress();
  }

  private static final class BreakableStore implements LeaseStore {
    private final LeaseStore store = new MemoryLeaseStore();
    volatile boolean broken;

    @Override
    public List<Lease> load() {
      return store.load();
    }

    @Override
    public void save(List<Lease> leases) {
      if (broken) {
        throw new LeaseStoreException("keeping leases", new IOException("disk full"));
      }
      store.save(leases);
    }
  }
}
