package org.edgeztp.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorApiTest {
  private static final Sighting NOTHING = new Sighting(Optional.empty(), Optional.empty());

  private final AtomicInteger ids = new AtomicInteger();
  private final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(),
          Policy.of(Machines.PROFILE),
          new TestClock(),
          () -> new MachineId("m-%010x".formatted(ids.incrementAndGet())));
  private final HttpClient http = HttpClient.newHttpClient();
  private final Server server = new Server();
  private final OperatorApi api =
      new OperatorApi(
          inventory,
          Map.of(
              "echo", (method, body) -> body,
              "picky", (method, body) -> new Rejected(Map.of("line", 2))),
          Map.of(),
          mac -> inventory.register(mac, "lab", "an operator"));
  private int port;

  @BeforeEach
  void start() throws Exception {
    var connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(api);
    server.start();
    port = connector.getLocalPort();
  }

  @AfterEach
  void stop() throws Exception {
    http.shutdownNow();
    api.close();
    server.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"m-0000000001", "52:54:00:77:00:01", "525400770001", "lab-0001"})
  void findsAMachineByAnyOfItsNames(String ref) throws Exception {
    ready();
    var response = get("/api/v1/machines/" + ref);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"id\":\"m-0000000001\"", "\"state\":\"READY\"", "\"why\":\"its hardware");
  }

  @Test
  void showsAMachinesHardwareAndWhatChangedInIt() throws Exception {
    Machine machine = ready();
    Machine inspecting = inventory.apply(machine, new Event.Inspect("x")).after(machine);
    inventory.apply(inspecting, new Event.HardwareReported(Machines.withDisk("D2")));
    String one = get("/api/v1/machines/" + machine.id()).body();
    assertThat(one)
        .contains(
            "\"driver\":\"virtio_net\",\"slot\":\"0000:00:03.0\"",
            "\"serial\":\"D2\",\"wwn\":\"\",\"transport\":\"virtio\"",
            "\"text\":\"disk vda: serial LABDISK-0001 replaced by serial D2\"");
    assertThat(get("/api/v1/machines").body()).contains("\"changes\":null");
  }

  @Test
  void listsMachinesByState() throws Exception {
    ready();
    assertThat(get("/api/v1/machines").body()).contains("m-0000000001");
    assertThat(get("/api/v1/machines?state=ready").body()).contains("m-0000000001");
    assertThat(get("/api/v1/machines?state=FAILED").body()).isEqualTo("{\"items\":[]}");
  }

  @Test
  void assignsAProfile() throws Exception {
    Machine machine = ready();
    var response = act("assign", "{\"profile\":\"edge\"}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("\"hostname\":\"edge-lab-0001\"");
    assertThat(inventory.find(machine.id()).orElseThrow().profile()).contains("edge");
  }

  @Test
  void saysWhatAVerbWouldDoAndDoesNotDoIt() throws Exception {
    ready();
    var response = act("assign?dry-run=true", "{\"profile\":\"edge\"}");
    assertThat(response.body())
        .contains("\"from\":\"READY\"", "\"to\":\"QUEUED\"", "gets profile edge");
    assertThat(act("retry?dry-run=true", "{}").statusCode()).isEqualTo(409);
    assertThat(get("/api/v1/machines/m-0000000001").body()).contains("\"state\":\"READY\"");
  }

  @Test
  void showsWhyAMachineIsInMaintenance() throws Exception {
    ready();
    String body = "{\"reason\":\"new memory\"}";
    assertThat(act("maintenance-on", body).body()).contains("\"maintenance\":\"new memory\"");
    assertThat(get("/api/v1/machines").body()).contains("in maintenance: new memory; ");
    assertThat(act("maintenance-off", "{}").body()).contains("\"maintenance\":null");
  }

  @Test
  void registersAMachineOnce() throws Exception {
    for (int i = 0; i < 2; i++) {
      var response = post("/api/v1/machines", "{\"mac\":\"52-54-00-77-00-09\"}");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).contains("\"mac\":\"52:54:00:77:00:09\"");
    }
    assertThat(inventory.all()).hasSize(1);
    assertThat(inventory.explain(inventory.all().getFirst()).sentence())
        .contains("an operator registers it");
    assertThat(post("/api/v1/machines", "{}").body()).contains("say which machine");
    assertThat(post("/api/v1/machines", "{\"mac\":\"x\"}").body()).contains("not a MAC address");
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
        "drain | {} | 409 | a machine that is READY takes no Drain",
        "release | {\"force\":true} | 409 | a machine that is READY takes no ForcedRelease",
        "release | {} | 409 | a machine that is READY takes no Release",
        "unrescue | {} | 409 | a machine that is READY takes no LeaveRescue",
        "fly | {} | 404 | no verb 'fly'"
      })
  void refusesWithAReason(String verb, String body, int status, String reason) throws Exception {
    ready();
    var response = act(verb, body);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body()).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/v1/nothing", "/api/v1/machines/m-1", "/api/v2/machines"})
  void hasNoOtherPages(String path) throws Exception {
    var response = get(path);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("\"detail\"");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/events?after=soon, 400, an event id is a number",
    "GET, /api/v1/machines/m-0000000001/timeline?after=soon, 400, an event id is a number",
    "DELETE, /api/v1/machines/m-0000000001, 405, GET",
    "DELETE, /api/v1/machines, 405, GET",
    "POST, /api/v1/events, 405, GET",
    "POST, /api/v1/machines/m-0000000001/timeline, 405, GET",
    "GET, /api/v1/machines/m-0000000001/actions/retire, 405, POST",
    "PUT, /api/v1/echo, 405, GET"
  })
  void refusesWhatIsAskedAmiss(String method, String path, int status, String reason)
      throws Exception {
    ready();
    var response = send(HttpRequest.newBuilder(uri(path)).method(method, noBody()));
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body()).contains(reason);
    if (status == 405) {
      assertThat(response.headers().firstValue("Allow").orElseThrow()).startsWith(reason);
    }
  }

  @Test
  void readsNoMoreOfABodyThanItTakes() throws Exception {
    ready();
    for (String path : List.of("/api/v1/machines/m-0000000001/actions/assign", "/api/v1/echo")) {
      var response =
          send(
              HttpRequest.newBuilder(uri(path))
                  .POST(HttpRequest.BodyPublishers.ofString(" ".repeat(70_000))));
      assertThat(response.statusCode()).as(path).isEqualTo(413);
    }
  }

  @Test
  void saysByItsStatusThatNothingWasDoneOfWhatIsWrongInParts() throws Exception {
    var response =
        send(
            HttpRequest.newBuilder(uri("/api/v1/picky"))
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).isEqualTo("{\"line\":2}");
  }

  /** A machine tells its serial number itself, so it can tell that of another one, or its name. */
  @Test
  void anIdIsAMachinesOwnAndNoOtherNameIsGuessedAt() throws Exception {
    ready("52:54:00:77:00:01", "twin");
    ready("52:54:00:77:00:02", "twin");
    ready("52:54:00:77:00:03", "m-0000000001");
    assertThat(get("/api/v1/machines/m-0000000001").body()).contains("52:54:00:77:00:01");
    var response = get("/api/v1/machines/TWIN");
    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(response.body())
        .contains("'TWIN' is what 2 machines are called: m-0000000001, m-0000000002");
  }

  /** What a web page can do in the browser of an operator who looks at it. */
  @Test
  void takesNoActionsFromThePagesOfOthers() throws Exception {
    ready();
    var path = uri("/api/v1/machines/m-0000000001/actions/retire");
    var foreign = HttpRequest.newBuilder(path).header("Origin", "https://elsewhere.example");
    assertThat(send(foreign.POST(noBody())).statusCode()).isEqualTo(403);
    var own = HttpRequest.newBuilder(path).header("Origin", "http://127.0.0.1:" + port);
    assertThat(send(own.POST(noBody())).statusCode()).isEqualTo(200);
  }

  @Test
  void streamsEventsFromWhereTheClientStands() throws Exception {
    ready();
    var request = HttpRequest.newBuilder(uri("/api/v1/events")).header("Last-Event-ID", "1");
    var response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("id: 2");
      assertThat(lines.readLine()).contains("\"kind\":\"Inspect\"");
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isEqualTo("id: 3");
      act("assign", "{\"profile\":\"edge\"}");
      assertThat(lines.readLine()).contains("HardwareReported");
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isEqualTo("id: 4");
      assertThat(lines.readLine()).contains("\"to\":\"QUEUED\"");
    }
  }

  private Machine ready() {
    return ready(Machines.MAC.value(), Machines.HARDWARE.serial());
  }

  private Machine ready(String mac, String serial) {
    Hardware known = Machines.HARDWARE;
    var hardware =
        new Hardware(
            known.cpus(),
            known.memoryBytes(),
            known.firmware(),
            known.vendor(),
            known.product(),
            serial,
            known.uuid(),
            known.disks(),
            known.nics(),
            known.platform(),
            known.onie());
    Machine machine = inventory.sight(new MacAddress(mac), "lab", NOTHING);
    Machine inspecting = inventory.apply(machine, new Event.Inspect("x")).after(machine);
    return inventory.apply(inspecting, new Event.HardwareReported(hardware)).after(inspecting);
  }

  private HttpResponse<String> act(String verb, String body) throws Exception {
    return post("/api/v1/machines/m-0000000001/actions/" + verb, body);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.BodyPublisher noBody() {
    return HttpRequest.BodyPublishers.noBody();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
