package org.edgeztp.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.Machine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorApiTest {
  @TempDir private Path folder;
  private RunningApi api;
  private Inventory inventory;

  @BeforeEach
  void start() throws Exception {
    api =
        new RunningApi(
            folder,
            Map.of(
                "echo", new Postable((_, body) -> body),
                "picky", new Postable((_, _) -> new Rejected(Map.of("line", 2)))));
    inventory = api.inventory;
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"m-0000000001", "52:54:00:77:00:01", "525400770001", "lab-0001"})
  void findsAMachineByAnyOfItsNames(String ref) throws Exception {
    api.ready();
    var response = api.get("/api/v1/machines/" + ref);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"id\":\"m-0000000001\"", "\"state\":\"READY\"", "\"why\":\"its hardware");
  }

  @Test
  void showsAMachinesHardwareAndWhatChangedInIt() throws Exception {
    Machine machine = api.ready();
    Machine inspecting = inventory.apply(machine, new Event.Inspect("x")).after(machine);
    inventory.apply(inspecting, new Event.HardwareReported(Machines.withDisk("D2")));
    String one = api.get("/api/v1/machines/" + machine.id()).body();
    assertThat(one)
        .contains(
            "\"driver\":\"virtio_net\",\"slot\":\"0000:00:03.0\"",
            "\"serial\":\"D2\",\"wwn\":\"\",\"transport\":\"virtio\"",
            "\"text\":\"disk vda: serial LABDISK-0001 replaced by serial D2\"");
    assertThat(api.get("/api/v1/machines").body()).contains("\"changes\":null");
  }

  @Test
  void aSiteTellsWhatItsMachinesNeedAPersonFor() throws Exception {
    api.ready();
    Machine other = api.ready("52:54:00:77:00:02", "LAB-0002");
    inventory.apply(other, new Upkeep.MaintenanceOn("new memory", "ada"));
    String lab =
        "{\"name\":\"lab\",\"machines\":2,\"states\":{\"READY\":2},"
            + "\"needs\":{\"failed\":0,\"faulty\":0,\"undecided\":1},\"maintenance\":1}";
    assertThat(api.get("/api/v1/sites").body()).isEqualTo("{\"items\":[" + lab + "]}");
    assertThat(api.get("/api/v1/sites/lab").body()).isEqualTo(lab);
    assertThat(api.get("/api/v1/sites/mars").statusCode()).isEqualTo(404);
  }

  @Test
  void assignsAProfile() throws Exception {
    Machine machine = api.ready();
    var response = api.act("assign", "{\"profile\":\"edge\"}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"hostname\":\"edge-lab-0001\"");
    assertThat(inventory.find(machine.id()).orElseThrow().profile()).contains("edge");
  }

  @ParameterizedTest
  @ValueSource(strings = {"assign", "assign?dry-run=true"})
  void givesNoNameThatAnotherMachineHas(String verb) throws Exception {
    api.ready();
    api.act("assign", "{\"profile\":\"edge\"}");
    api.ready("52:54:00:77:00:02", Machines.HARDWARE.serial());
    var response =
        api.post("/api/v1/machines/m-0000000002/actions/" + verb, "{\"profile\":\"edge\"}");
    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(response.body())
        .contains("the name edge-lab-0001 is that of m-0000000001, which is QUEUED: retire");
  }

  @Test
  void saysWhatAVerbWouldDoAndDoesNotDoIt() throws Exception {
    api.ready();
    var response = api.act("assign?dry-run=true", "{\"profile\":\"edge\"}");
    assertThat(response.body())
        .contains("\"from\":\"READY\"", "\"to\":\"QUEUED\"", "gets profile edge");
    assertThat(api.act("retry?dry-run=true", "{}").statusCode()).isEqualTo(409);
    assertThat(api.get("/api/v1/machines/m-0000000001").body()).contains("\"state\":\"READY\"");
  }

  @Test
  void showsWhyAMachineIsInMaintenance() throws Exception {
    api.ready();
    String body = "{\"reason\":\"new memory\"}";
    assertThat(api.act("maintenance-on", body).body()).contains("\"maintenance\":\"new memory\"");
    assertThat(api.get("/api/v1/machines").body()).contains("in maintenance: new memory; ");
    assertThat(api.act("maintenance-off", "{}").body()).contains("\"maintenance\":null");
  }

  @Test
  void registersAMachineOnce() throws Exception {
    for (int i = 0; i < 2; i++) {
      var response = api.post("/api/v1/machines", "{\"mac\":\"52-54-00-77-00-09\"}");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("\"mac\":\"52:54:00:77:00:09\"");
    }
    assertThat(inventory.all()).hasSize(1);
    assertThat(inventory.explain(inventory.all().getFirst()).sentence())
        .contains("an operator registers it");
    assertThat(api.post("/api/v1/machines", "{}").body()).contains("say which machine");
    assertThat(api.post("/api/v1/machines", "{\"mac\":\"x\"}").body())
        .contains("not a MAC address");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "assign | {} | 400 | say which profile",
        "assign | {\"profile\":\"none\"} | 400 | no profile 'none'; there are [edge]",
        "assign | {broken | 400 | the body is not JSON",
        "retry | {} | 409 | a machine that is READY takes no Retry",
        "maintenance-on | {} | 400 | say why",
        "maintenance-on | {\"reason\":\"\"} | 400 | is not a reason of one line",
        "maintenance-off | {} | 409 | a machine that is READY takes no MaintenanceOff",
        "adopt | {\"profile\":\"edge\"} | 400 | by the host key",
        "adopt | {\"hostKey\":\"ssh-rsa AAAA\"} | 400 | is not an ssh-ed25519 public key",
        "adopt | {\"hostKey\":\"ssh-ed25519 AAAA\",\"address\":\"x y\"} | 400 | x y",
        "adopt | {\"hostKey\":\"ssh-ed25519 AAAA\",\"hostname\":\"db 1\"} | 400 | is not a hostname",
        "drain | {} | 409 | a machine that is READY takes no Drain",
        "release | {\"force\":true} | 409 | a machine that is READY takes no ForcedRelease",
        "release | {} | 409 | a machine that is READY takes no Release",
        "unrescue | {} | 409 | a machine that is READY takes no LeaveRescue",
        "fly | {} | 404 | no verb 'fly'"
      })
  void refusesWithAReason(String verb, String body, int status, String reason) throws Exception {
    api.ready();
    var response = api.act(verb, body);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body()).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/v1/nothing", "/api/v1/machines/m-1", "/api/v2/machines"})
  void hasNoOtherPages(String path) throws Exception {
    var response = api.get(path);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("\"detail\"");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/events?after=soon, 400, an event id is a number",
    "GET, /api/v1/machines/m-0000000001/timeline?after=soon, 400, after is a number",
    "PUT, /api/v1/machines/m-0000000001, 405, GET",
    "DELETE, /api/v1/machines, 405, GET",
    "POST, /api/v1/events, 405, GET",
    "POST, /api/v1/machines/m-0000000001/timeline, 405, GET",
    "GET, /api/v1/machines/m-0000000001/actions/retire, 405, POST",
    "PUT, /api/v1/echo, 405, GET"
  })
  void refusesWhatIsAskedAmiss(String method, String path, int status, String reason)
      throws Exception {
    api.ready();
    var response = api.send(HttpRequest.newBuilder(api.uri(path)).method(method, noBody()));
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body()).contains(reason);
    if (status == 405) {
      assertThat(response.headers().firstValue("Allow").orElseThrow()).startsWith(reason);
    }
  }

  @Test
  void readsNoMoreOfABodyThanItTakes() throws Exception {
    api.ready();
    for (String path : List.of("/api/v1/machines/m-0000000001/actions/assign", "/api/v1/echo")) {
      var response =
          api.send(
              HttpRequest.newBuilder(api.uri(path))
                  .POST(HttpRequest.BodyPublishers.ofString(" ".repeat(70_000))));
      assertThat(response.statusCode()).as(path).isEqualTo(413);
    }
  }

  @Test
  void saysByItsStatusThatNothingWasDoneOfWhatIsWrongInParts() throws Exception {
    var response =
        api.send(
            HttpRequest.newBuilder(api.uri("/api/v1/picky"))
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).isEqualTo("{\"line\":2}");
  }

  /** A machine tells its serial number itself, so it can tell that of another one, or its name. */
  @Test
  void anIdIsAMachinesOwnAndNoOtherNameIsGuessedAt() throws Exception {
    api.ready("52:54:00:77:00:01", "twin");
    api.ready("52:54:00:77:00:02", "twin");
    api.ready("52:54:00:77:00:03", "m-0000000001");
    assertThat(api.get("/api/v1/machines/m-0000000001").body()).contains("52:54:00:77:00:01");
    var response = api.get("/api/v1/machines/TWIN");
    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(response.body())
        .contains("'TWIN' is what 2 machines are called: m-0000000001, m-0000000002");
  }

  /** What a web page can do in the browser of an operator who looks at it. */
  @Test
  void takesNoActionsFromThePagesOfOthers() throws Exception {
    api.ready();
    var path = api.uri("/api/v1/machines/m-0000000001/actions/retire");
    var foreign = HttpRequest.newBuilder(path).header("Origin", "https://elsewhere.example");
    assertThat(api.send(foreign.POST(noBody())).statusCode()).isEqualTo(403);
    var own = HttpRequest.newBuilder(path).header("Origin", "http://127.0.0.1:" + api.port());
    assertThat(api.send(own.POST(noBody())).statusCode()).isEqualTo(200);
  }

  @Test
  void streamsEventsFromWhereTheClientStands() throws Exception {
    api.ready();
    var request = HttpRequest.newBuilder(api.uri("/api/v1/events")).header("Last-Event-ID", "1");
    var response = api.http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("id: 2");
      assertThat(lines.readLine()).contains("\"kind\":\"Inspect\"");
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isEqualTo("id: 3");
      api.act("assign", "{\"profile\":\"edge\"}");
      assertThat(lines.readLine()).contains("HardwareReported");
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isEqualTo("id: 4");
      assertThat(lines.readLine()).contains("\"to\":\"QUEUED\"");
    }
  }

  private static HttpRequest.BodyPublisher noBody() {
    return HttpRequest.BodyPublishers.noBody();
  }
}
