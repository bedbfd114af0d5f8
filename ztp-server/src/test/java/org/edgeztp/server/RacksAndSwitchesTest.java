package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where machines are, as the API tells it: by rack, and by the switch that they are plugged into.
 */
class RacksAndSwitchesTest {
  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private ApiSite site;

  /** Three machines in two racks and on two switches, and two that have not come. */
  @BeforeEach
  void start() throws Exception {
    site = new ApiSite(folder);
    for (int number = 1; number <= 3; number++) {
      Machine machine = site.ready(mac(number));
      Machine inspecting = site.inventory.apply(machine, new Event.Inspect("x")).after(machine);
      String[] switches =
          number == 3 ? new String[] {"leaf-10"} : new String[] {"leaf-9", "leaf-10"};
      site.inventory.apply(inspecting, new Event.HardwareReported(Machines.plugged(switches)));
    }
    site.expect(
        ("{'items': [{'mac': '%s', 'rack': 'R9', 'unit': '12'}, {'mac': '%s', 'rack': 'R9',"
                + " 'unit': '3'}, {'name': 'db9', 'serial': 'S9', 'rack': 'R9'},"
                + " {'serial': 'S10', 'rack': 'R10', 'unit': '1'}]}")
            .formatted(mac(1), mac(2)));
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    site.close();
  }

  @Test
  void aRackTellsWhatStandsInItFromTheBottomUp() throws Exception {
    JsonNode rack = get("/api/v1/racks/R9");
    assertThat(rack.path("machines").asInt()).isEqualTo(2);
    assertThat(rack.path("expected").asInt()).isEqualTo(1);
    assertThat(rack.path("states")).hasToString("{\"READY\":2}");
    assertThat(rack.path("slots").valueStream().map(JsonNode::toString))
        .containsExactly(
            slot("3", "m-0000000002"),
            slot("12", "m-0000000001"),
            "{\"unit\":null,\"label\":\"db9\",\"machine\":null,\"state\":null}");
  }

  @Test
  void racksComePageByPageAndTellHowManyMachinesNobodyPlaced() throws Exception {
    JsonNode first = get("/api/v1/racks?limit=1&count=true");
    assertThat(first.at("/items/0/name").asString()).isEqualTo("R9");
    assertThat(first.at("/items/0").has("slots")).isFalse();
    assertThat(first.path("total").asInt()).isEqualTo(2);
    assertThat(first.path("unplaced").asInt()).isEqualTo(1);
    JsonNode second = get(first.path("next").asString());
    assertThat(second.at("/items/0/name").asString()).isEqualTo("R10");
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(get("/api/v1/racks?site=s2&count=true").path("total").asInt()).isZero();
  }

  @Test
  void aMachineThatIsForgottenIsExpectedAgain() throws Exception {
    Machine machine = site.inventory.find(new MacAddress(mac(1))).orElseThrow();
    Machine retired = site.inventory.apply(machine, new Event.Retire("ada")).after(machine);
    assertThat(get("/api/v1/racks/R9").path("states")).hasToString("{\"READY\":1,\"RETIRED\":1}");
    assertThat(site.inventory.forget(retired)).isTrue();
    JsonNode rack = get("/api/v1/racks/R9");
    assertThat(List.of(rack.path("machines").asInt(), rack.path("expected").asInt()))
        .containsExactly(1, 2);
  }

  @Test
  void aSwitchTellsWhatIsInItsPorts() throws Exception {
    JsonNode told = get("/api/v1/switches/leaf-9");
    assertThat(told.path("machines").asInt()).isEqualTo(2);
    assertThat(told.at("/ports/1/machine").asString()).isEqualTo("m-0000000002");
    assertThat(told.at("/ports/1/card").asString()).isEqualTo("eth0");
    JsonNode all = get("/api/v1/switches?ports=true");
    assertThat(all.path("items").valueStream().map(one -> one.path("name").asString()))
        .containsExactly("leaf-9", "leaf-10");
    assertThat(all.at("/items/1/states")).hasToString("{\"READY\":3}");
    assertThat(get("/api/v1/switches?search=10&site=s1").path("items").size()).isEqualTo(1);
    assertThat(get("/api/v1/switches?site=s2").path("items").isEmpty()).isTrue();
  }

  @Test
  void whatIsNotThereAndWhatCannotBeAskedIsSaid() throws Exception {
    assertThat(get("/api/v1/racks/R1").path("detail").asString()).contains("told of a rack 'R1'");
    assertThat(get("/api/v1/switches/x").path("code").asString()).isEqualTo("not-found");
    assertThat(get("/api/v1/switches?slots=true").path("field").asString()).isEqualTo("slots");
  }

  private static String slot(String unit, String machine) {
    return "{\"unit\":%s,\"label\":\"%s\",\"machine\":\"%s\",\"state\":\"READY\"}"
        .formatted(unit, machine, machine);
  }

  private static String mac(int number) {
    return "52:54:00:77:00:0" + number;
  }

  private JsonNode get(String target) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(site.address() + target))
            .header("Authorization", "Bearer " + site.token())
            .build();
    return new JsonMapper()
        .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }
}
