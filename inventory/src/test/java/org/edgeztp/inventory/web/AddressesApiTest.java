package org.edgeztp.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.LeaseOutcome;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.Pool;
import org.edgeztp.inventory.lease.Range;
import org.edgeztp.inventory.lease.Reservation;
import org.edgeztp.inventory.lease.Reservations;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.store.MemoryLeaseStore;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What there is to give out, and who has it. */
class AddressesApiTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Subnet SUBNET = Subnet.parse("10.77.0.0/24");

  /** Ten addresses, of which one is the server's and one a single machine's. */
  private static final Pool POOL =
      new Pool(
          SUBNET,
          List.of(Range.parse("10.77.0.8-10.77.0.17")),
          List.of(Range.parse("10.77.0.9")),
          Reservations.of(
              List.of(
                  new Reservation(
                      Optional.of(mac(77)),
                      Optional.empty(),
                      Optional.empty(),
                      Ipv4.parse("10.77.0.10")))),
          Duration.ofHours(1));

  private final TestClock clock = new TestClock();
  private final Leases leases = new Leases(List.of(POOL), new MemoryLeaseStore(), clock);
  private final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(),
          Policy.of(Machines.PROFILE),
          clock,
          () -> new MachineId("m-0000000001"));
  private final LeasesResource resource = new LeasesResource(leases, inventory, clock);

  @AfterEach
  void stop() {
    leases.close();
  }

  @Test
  void aSubnetTellsWhatIsTakenAndWhatIsLeftOfIt() {
    granted(1);
    granted(77);
    leases.decline(SUBNET, mac(2), granted(2));
    offered(3);
    var subnets = new SubnetsResource(leases, _ -> new SubnetsResource.Link("eth1", "proxy"));

    JsonNode one = JSON.valueToTree(subnets.item("GET", "10.77.0.0/24"));

    assertThat(one.toString())
        .contains("\"ranges\":[\"10.77.0.8-10.77.0.17\"]", "\"excluded\":[\"10.77.0.9\",")
        .contains("\"link\":\"eth1\"", "\"dhcp\":\"proxy\"", "\"leaseSeconds\":3600")
        .contains("\"reserved\":1,", "\"size\":8,\"active\":1,\"offered\":1,\"declined\":1,")
        .endsWith("\"free\":5}");
    assertThat(subnets.item("GET", "10.78.0.0/24"))
        .isEqualTo(Problem.notFound("no addresses of '10.78.0.0/24' are leased here"));
  }

  @Test
  void whatIsOverIsFreeAgainAndSaysSo() {
    granted(1);
    clock.advance(Duration.ofHours(2));

    assertThat(leases.uses().getFirst().free()).isEqualTo(8);
    assertThat(asked(Map.of()).findValuesAsString("state")).containsExactly("over");
  }

  @Test
  void pagesGoOnBehindTheirLastAddress() {
    for (int card = 1; card <= 5; card++) {
      granted(card);
    }
    JsonNode first = asked(Map.of("limit", "2", "count", "true"));
    assertThat(first.findValuesAsString("address")).containsExactly("10.77.0.8", "10.77.0.11");
    assertThat(first.path("total").asInt()).isEqualTo(5);

    JsonNode last = asked(Map.of("limit", "3", "after", first.path("next").asString()));
    assertThat(last.findValuesAsString("address"))
        .containsExactly("10.77.0.12", "10.77.0.13", "10.77.0.14");
    assertThat(last.path("next").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "machine, 52:54:00:77:00:01, 1",
    "machine, m-0000000001, 1",
    "mac, 52-54-00-77-00-02, 1",
    "address, 10.77.0.8, 1",
    "subnet, 10.77.0.0/24, 2",
    "subnet, 10.77.0.0/29, 0",
    "state, active, 2",
    "state, declined, 0",
    "search, M-0000, 1",
    "search, 00:02, 1",
  })
  void filtersByWhatIsTold(String name, String value, int found) {
    granted(1);
    granted(2);
    inventory.sight(mac(1), "s1", new Sighting(Optional.empty(), Optional.empty()));

    assertThat(asked(Map.of(name, value)).path("items").size()).isEqualTo(found);
  }

  @Test
  void whatIsAskedAmissIsNamed() {
    assertThatThrownBy(() -> asked(Map.of("state", "gone")))
        .isInstanceOf(WrongField.class)
        .hasMessage("a lease is one of [offered, active, released, declined, over]");
    assertThatThrownBy(() -> asked(Map.of("hostname", "db1"))).hasMessageContaining("there are");
    assertThat(resource.answer("GET", Map.of("machine", "nobody"), MissingNode.getInstance()))
        .isEqualTo(Problem.notFound("no machine 'nobody'"));
  }

  private JsonNode asked(Map<String, String> query) {
    return JSON.valueToTree(resource.answer("GET", query, MissingNode.getInstance()));
  }

  private LeaseOutcome offered(int card) {
    return leases.offer(SUBNET, Identity.of(mac(card)), Optional.empty());
  }

  private Inet4Address granted(int card) {
    var held = (LeaseOutcome.Held) offered(card);
    LeaseOutcome _ = leases.grant(SUBNET, Identity.of(mac(card)), held.lease().address()).join();
    return held.lease().address();
  }

  private static MacAddress mac(int card) {
    return MacAddress.parse("52:54:00:77:00:%02x".formatted(card));
  }
}
