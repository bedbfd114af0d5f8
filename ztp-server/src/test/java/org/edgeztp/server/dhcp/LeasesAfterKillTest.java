package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.Pool;
import org.edgeztp.inventory.lease.Range;
import org.edgeztp.inventory.lease.Reservations;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.JournalledLeaseStore;
import org.edgeztp.inventory.store.Reports;
import org.edgeztp.inventory.store.SqlLeaseStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that answers DHCP for many clients at once from the real stores is killed (SIGKILL)
 * while it does; another goes on with what it left.
 */
class LeasesAfterKillTest {
  private static final int AT_ONCE = 16;
  private static final int ENOUGH = 500;
  private static final int MORE = 300;

  @TempDir Path folder;

  @Test
  void losesNoneThatWasAcknowledgedAndGivesNoAddressTwice() throws Exception {
    Map<MacAddress, String> acknowledged = new HashMap<>();
    try (Reports reports = Reports.of(Server.class, folder.toString())) {
      for (String report = reports.next(); !report.equals(Reports.DEAD); report = reports.next()) {
        String[] pair = report.split(" ", 2);
        acknowledged.put(new MacAddress(pair[0]), pair[1]);
        if (acknowledged.size() == ENOUGH) {
          reports.kill();
        }
      }
      reports.process().waitFor();
    }
    Set<String> given = new TreeSet<>(acknowledged.values());
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
    assertThat(given).as("one address, one machine").hasSameSizeAs(acknowledged.keySet());

    try (var again = new Server(folder)) {
      acknowledged.forEach((mac, address) ->
          assertThat(again.leases.byMac(mac).orElseThrow().address().getHostAddress())
              .as("the lease of %s", mac)
              .isEqualTo(address));
      for (int i = 0; i < MORE; i++) {
        String address = again.exchange(mac(3, i));
        assertThat(given.add(address)).as("%s given anew", address).isTrue();
      }
      acknowledged.forEach((mac, address) ->
          assertThat(again.exchange(mac)).as("asked again by %s", mac).isEqualTo(address));
    }
  }

  private static MacAddress mac(int kind, int number) {
    return new MacAddress("52:54:00:%02x:%02x:%02x".formatted(kind, number / 256, number % 256));
  }

  /** DHCP without its socket, with leases as the real server keeps them. */
  static final class Server implements AutoCloseable {
    private static final Pool POOL =
        new Pool(
            Subnet.parse("10.77.0.0/16"),
            List.of(Range.parse("10.77.1.0-10.77.40.255")),
            List.of(),
            Reservations.none(),
            Duration.ofHours(1));
    private static final Network NETWORK =
        new Network(
            "eth0",
            World.SERVER,
            Mode.AUTHORITATIVE,
            ProxyForm.BY_FIRMWARE,
            List.of(new Scope(Mode.AUTHORITATIVE, POOL, Told.nothing(), Map.of())));

    private final Database database;
    private final JournalledLeaseStore store;
    final Leases leases;
    private final DhcpHandler handler;

    Server(Path folder) throws IOException {
      database = Database.open(folder.resolve("inventory"));
      store =
          new JournalledLeaseStore(
              folder.resolve("leases"), new SqlLeaseStore(database.source()), database::flush);
      leases = new Leases(List.of(POOL), store, Clock.systemUTC());
      handler =
          new DhcpHandler(
              DhcpSettings.of(List.of(NETWORK)),
              leases,
              World::install,
              _ -> Optional.empty(),
              Clock.systemUTC());
    }

    /** Answers clients, {@value LeasesAfterKillTest#AT_ONCE} at once, until it is killed. */
    public static void main(String[] arguments) throws IOException {
      var server = new Server(Path.of(arguments[0]));
      var next = new AtomicInteger();
      for (int i = 0; i < AT_ONCE; i++) {
        Thread.ofPlatform()
            .start(() -> {
              while (true) {
                MacAddress mac = mac(1, next.getAndIncrement());
                Reports.tell(mac + " " + server.exchange(mac));
              }
            });
      }
    }

    /** The address that a client is acknowledged in the end. */
    String exchange(MacAddress mac) {
      Reply offer = answer(Packet.of(MessageType.DISCOVER).mac(mac)).join();
      String address = ((Reply.Offer) offer).address().getHostAddress();
      Packet request =
          Packet.of(MessageType.REQUEST).mac(mac).server("10.77.0.1").requested(address);
      return ((Reply.Ack) answer(request).join()).address().getHostAddress();
    }

    private CompletableFuture<Reply> answer(Packet packet) {
      return handler.answer(packet.request(), new Arrival(Optional.of(NETWORK), 67, Ipv4.ANY, 68));
    }

    @Override
    public void close() throws IOException {
      leases.close();
      store.close();
      database.close();
    }
  }
}
