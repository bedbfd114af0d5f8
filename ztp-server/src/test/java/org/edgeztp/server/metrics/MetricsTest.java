package org.edgeztp.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.edgeztp.bridge.Handoff;
import org.edgeztp.bridge.HandoffTarget;
import org.edgeztp.bridge.Message;
import org.edgeztp.bridge.Progress;
import org.edgeztp.bridge.Verdict;
import org.edgeztp.bridge.outbox.MemoryDeliveryStore;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Lease;
import org.edgeztp.inventory.lease.LeaseState;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.Pool;
import org.edgeztp.inventory.lease.Range;
import org.edgeztp.inventory.lease.Reservations;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MemoryLeaseStore;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.server.dhcp.DhcpEvent;
import org.edgeztp.server.http.HttpListener;
import org.edgeztp.server.tftp.TransferEvent;
import org.junit.jupiter.api.Test;

/** What Prometheus gets, over HTTP. */
class MetricsTest {
  private static final InetAddress CLIENT = InetAddress.ofLiteral("10.77.0.50");
  private static final Pool POOL =
      new Pool(
          new Subnet(Ipv4.parse("10.77.0.0"), 24),
          List.of(new Range(Ipv4.parse("10.77.0.50"), Ipv4.parse("10.77.0.59"))),
          List.of(),
          Reservations.none(),
          Duration.ofHours(1));

  private final TestClock clock = new TestClock();
  private final MemoryMachineStore store = new MemoryMachineStore();
  private final Inventory inventory =
      new Inventory(store, Policy.of(Machines.PROFILE), clock, () -> new MachineId("m-0000000001"));
  private final Handoff handoff =
      new Handoff(
          inventory, new MemoryDeliveryStore(), List.of(new Silent("lab")), clock, new Random(7));

  /** An orchestrator that is away. */
  private record Silent(String name) implements HandoffTarget {
    @Override
    public String where() {
      return "http://" + name;
    }

    @Override
    public Verdict.OnMessage tell(Message message) {
      return new Verdict.Unreachable("no answer", Optional.empty());
    }

    @Override
    public Verdict observe(Message message) {
      return new Verdict.Unknown("nothing known");
    }
  }

  @Test
  void countsMachinesByStateAndCauseAndHowLongTheyTook() throws Exception {
    Metrics metrics = metrics(List.of());
    Machine machine =
        inventory.sight(Machines.MAC, "lab", new Sighting(Optional.empty(), Optional.empty()));
    clock.advance(Duration.ofSeconds(4));
    inventory.apply(machine, new Event.Inspect("rule any"));
    assertThat(scraped(metrics))
        .contains(
            "edgeztp_machines{state=\"INSPECTING\"} 1.0",
            "edgeztp_machines{state=\"FAILED\"} 0.0",
            "edgeztp_machine_moves_total{from=\"DISCOVERED\",to=\"INSPECTING\"} 1.0",
            "edgeztp_machine_state_seconds_bucket{state=\"DISCOVERED\",le=\"1.0\"} 0",
            "edgeztp_machine_state_seconds_bucket{state=\"DISCOVERED\",le=\"5.0\"} 1",
            "edgeztp_machine_state_seconds_sum{state=\"DISCOVERED\"} 4.0",
            "edgeztp_machines_overdue 0.0");

    clock.advance(Duration.ofDays(1));
    assertThat(scraped(metrics)).contains("edgeztp_machines_overdue 1.0");
    inventory.sweepDeadlines();
    assertThat(scraped(metrics))
        .contains("edgeztp_machines{state=\"FAILED\"} 1.0", "edgeztp_machines_overdue 0.0")
        .containsPattern("edgeztp_machines_with_cause\\{code=\"[A-Z_]+\"} 1.0");
  }

  @Test
  void tellsHowFullThePoolsAre() throws Exception {
    assertThat(
            scraped(
                metrics(
                    List.of(
                        lease(50, LeaseState.ACTIVE, 60),
                        lease(51, LeaseState.ACTIVE, 60),
                        lease(52, LeaseState.DECLINED, 60),
                        lease(53, LeaseState.RELEASED, 60),
                        lease(54, LeaseState.ACTIVE, -1)))))
        .contains(
            "edgeztp_pool_addresses{subnet=\"10.77.0.0/24\"} 10.0",
            "edgeztp_leases{state=\"active\",subnet=\"10.77.0.0/24\"} 2.0",
            "edgeztp_leases{state=\"declined\",subnet=\"10.77.0.0/24\"} 1.0",
            "edgeztp_leases{state=\"offered\",subnet=\"10.77.0.0/24\"} 0.0");
  }

  @Test
  void countsPacketsAndTransfers() throws Exception {
    Metrics metrics = metrics(List.of());
    metrics.saw(new DhcpEvent.Silent(Machines.MAC, "DISCOVER", "it is another's"));
    metrics.saw(new DhcpEvent.Malformed(CLIENT, "too short"));
    metrics.saw(new DhcpEvent.Malformed(CLIENT, "too short"));
    metrics.saw(new TransferEvent.Started(CLIENT, "ipxe.efi", 1000, 1468, 1));
    metrics.saw(new TransferEvent.Finished(CLIENT, "ipxe.efi", 1000, Duration.ofMillis(3), 2));
    metrics.saw(new TransferEvent.Failed(CLIENT, "ipxe.efi", "no answer"));

    assertThat(scraped(metrics))
        .contains(
            "edgeztp_dhcp_packets_total{family=\"ipv4\",outcome=\"silent\"} 1.0",
            "edgeztp_dhcp_packets_total{family=\"ipv4\",outcome=\"malformed\"} 2.0",
            "edgeztp_tftp_requests_total{outcome=\"finished\"} 1.0",
            "edgeztp_tftp_requests_total{outcome=\"failed\"} 1.0",
            "edgeztp_tftp_sent_bytes_total 1000.0",
            "edgeztp_tftp_repeated_packets_total 2.0",
            "jvm_memory_used_bytes{area=\"heap\"}");
  }

  @Test
  void tellsWhatWaitsForAnOrchestratorAndForHowLong() throws Exception {
    Metrics metrics = metrics(List.of());
    assertThat(scraped(metrics))
        .contains(
            "edgeztp_handoffs_waiting{orchestrator=\"lab\"} 0.0",
            "edgeztp_handoffs_oldest_seconds{orchestrator=\"lab\"} 0.0");

    Machine machine = Machines.in(State.HANDING_OFF);
    store.insert(
        machine,
        new Entry(
            0,
            machine.id(),
            1,
            Machines.NOON,
            "Accepted",
            "accepted",
            Optional.of(State.VERIFYING),
            Optional.of(State.HANDING_OFF),
            Map.of()));
    clock.moveTo(Machines.NOON.plus(Duration.ofMinutes(3)));
    Progress _ = handoff.advance(machine);

    assertThat(scraped(metrics))
        .contains(
            "edgeztp_handoffs_waiting{orchestrator=\"lab\"} 1.0",
            "edgeztp_handoffs_attempts{orchestrator=\"lab\"} 1.0",
            "edgeztp_handoffs_oldest_seconds{orchestrator=\"lab\"} 180.0",
            "edgeztp_machines_oldest_seconds{state=\"HANDING_OFF\"} 180.0",
            "edgeztp_machines_oldest_seconds{state=\"QUEUED\"} 0.0");
  }

  @Test
  void tellsWhoElseAnswersDhcp() throws Exception {
    assertThat(scraped(metrics(List.of())))
        .contains(
            "edgeztp_other_dhcp_servers{link=\"eth1\"} 1.0",
            "edgeztp_other_routers{link=\"eth1\"} 2.0",
            "edgeztp_link_silent{link=\"eth1\"} 1.0");
  }

  /** A rule that asks for an increase sees the first one too. */
  @Test
  void whatMayGoWrongIsCountedFromZero() throws Exception {
    assertThat(scraped(metrics(List.of())))
        .contains(
            "edgeztp_dhcp_packets_total{family=\"ipv4\",outcome=\"failed\"} 0.0",
            "edgeztp_http_requests_total{kind=\"boot\",plane=\"device\",status=\"500\"} 0.0");
  }

  @Test
  void countsWhatEachPlaneIsAskedForAndAnswers() throws Exception {
    Metrics metrics = metrics(List.of());
    Handler refusing =
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            response.setStatus(403);
            response.write(true, ByteBuffer.wrap(new byte[7]), callback);
            return true;
          }
        };
    try (var http = HttpClient.newHttpClient();
        var listener =
            new HttpListener(
                "device", List.of("127.0.0.1"), 0, metrics.counting(Plane.DEVICE, refusing))) {
      for (String path : List.of("/boot/ipxe.efi", "/boot/x", "/", "/onie-installer")) {
        var at = URI.create("http://127.0.0.1:" + listener.port() + path);
        http.send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.ofString());
      }
    }
    await()
        .untilAsserted(() ->
            assertThat(scraped(metrics))
                .contains(
                    "edgeztp_http_requests_total{kind=\"boot\",plane=\"device\",status=\"403\"} 2.0",
                    "edgeztp_http_requests_total{kind=\"other\",plane=\"device\",status=\"403\"} 2.0",
                    "edgeztp_http_sent_bytes_total{kind=\"boot\",plane=\"device\"} 14.0"));
  }

  private Watched watched() {
    return new Watched(handoff, List::of, () -> List.of(new Watched.Link("eth1", 1, 2, true)));
  }

  private Lease lease(int last, LeaseState state, int minutes) {
    return new Lease(
        Ipv4.parse("10.77.0." + last),
        Identity.of(new MacAddress("52:54:00:77:00:" + last)),
        clock.instant().plus(Duration.ofMinutes(minutes)),
        state);
  }

  private Metrics metrics(List<Lease> kept) throws InterruptedException {
    var store = new MemoryLeaseStore();
    store.save(kept);
    var metrics = new Metrics(inventory, new Leases(List.of(POOL), store, clock), clock);
    metrics.start(watched()).join();
    return metrics;
  }

  private static String scraped(Metrics metrics) throws Exception {
    var nothing =
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            return false;
          }
        };
    try (var http = HttpClient.newHttpClient();
        var listener = new HttpListener("api", List.of("127.0.0.1"), 0, metrics.beside(nothing))) {
      var at = URI.create("http://127.0.0.1:" + listener.port() + "/metrics");
      var answer =
          http.send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/plain; version=0.0.4");
      return answer.body();
    }
  }
}
