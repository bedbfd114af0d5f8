package org.edgeztp.inventory.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.SqlMachineStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API of an inventory in a database, on a port of this host, and its client. */
final class RunningApi {
  private static final Sighting NOTHING = new Sighting(Optional.empty(), Optional.empty());
  private static final JsonMapper JSON = new JsonMapper();

  final Inventory inventory;
  private final Database database;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Server server = new Server();
  private final OperatorApi api;
  private final int port;

  RunningApi(Path folder) throws Exception {
    this(folder, Map.of());
  }

  RunningApi(Path folder, Map<String, Resource> more) throws Exception {
    var ids = new AtomicInteger();
    database = Database.open(folder.resolve("inventory"));
    inventory =
        new Inventory(
            new SqlMachineStore(database),
            Policy.of(Machines.PROFILE),
            new TestClock(),
            () -> new MachineId("m-%010x".formatted(ids.incrementAndGet())));
    api =
        new OperatorApi(
            inventory,
            more,
            Map.of(),
            mac -> inventory.register(mac, "lab", "an operator"),
            new MemoryAnswers());
    var connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(api);
    server.start();
    port = connector.getLocalPort();
  }

  void close() throws Exception {
    http.shutdownNow();
    api.close();
    server.stop();
    database.close();
  }

  int port() {
    return port;
  }

  HttpClient http() {
    return http;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** A machine that waits for a profile. */
  Machine ready() {
    return ready(Machines.MAC.value(), Machines.HARDWARE.serial());
  }

  Machine ready(String mac, String serial) {
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

  HttpResponse<String> act(String verb, String body) throws Exception {
    return post("/api/v1/machines/m-0000000001/actions/" + verb, body);
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> delete(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).DELETE());
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  JsonNode json(String path) throws Exception {
    return JSON.readTree(get(path).body());
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
