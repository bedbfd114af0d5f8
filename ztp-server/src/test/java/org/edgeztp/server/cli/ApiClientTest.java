package org.edgeztp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class ApiClientTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private UnaryOperator<String> answers = _ -> "{}";
  private int status = 200;
  private HttpServer server;
  private ApiClient api;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().toString();
          asked.add(path);
          byte[] body = answers.apply(path).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    api =
        new ApiClient(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional::empty);
  }

  @AfterEach
  void stop() {
    api.close();
    server.stop(0);
  }

  @Test
  void namesAMachineByASerialNumberWithASpace() throws Exception {
    api.machine("SN 1+2");
    assertThat(asked).containsExactly("/api/v1/machines/SN%201%2B2");
  }

  @Test
  void followsTheLinksOfPagesToTheEnd() throws Exception {
    answers =
        path ->
            path.endsWith("after=2")
                ? "{\"items\": [{\"seq\": 3}], \"next\": null}"
                : "{\"items\": [{\"seq\": 1}, {\"seq\": 2}], \"next\": \"/api/v1/x?after=2\"}";
    assertThat(api.timeline("m"))
        .extracting(entry -> entry.path("seq").asInt())
        .containsExactly(1, 2, 3);
    assertThat(asked).containsExactly("/api/v1/machines/m/timeline", "/api/v1/x?after=2");
  }

  @Test
  void asksForMachinesAsTheCommandLineSays() throws Exception {
    answers = _ -> "{\"items\": []}";
    var query =
        CommandLine.populateCommand(
            new QueryOption(), "fact.cpus>=32", "site=s 1", "--sort=-since");
    api.machines(query.question("id"));
    assertThat(asked)
        .containsExactly(
            "/api/v1/machines?fields=id&limit=1000&sort=-since&fact.cpus%3E%3D32&site%3Ds%201");
  }

  @Test
  void tellsOfEachLineOfAnImportThatWasRejected() throws Exception {
    status = 422;
    answers =
        _ ->
            """
            {"accepted": false, "items": [
              {"line": 2, "result": "new", "text": "db1 is known by serial SN-1", "mishaps": []},
              {"line": 3, "result": "wrong", "mishaps": [{"field": "mac", "text": "no such"},
                {"field": "unit", "text": "0"}]}]}
            """;
    JsonNode answer = api.expect(List.of(Map.of("serial", "SN-1")), true);
    assertThat(asked).containsExactly("/api/v1/expected?dry-run=true");
    assertThat(ImportReport.of(answer, true))
        .containsExactly(
            "line 2    new        db1 is known by serial SN-1",
            "line 3    wrong      mac: no such",
            "line 3    wrong      unit: 0",
            "1 new, 1 wrong: nothing was imported; correct the file and import it again");
  }

  @Test
  void tellsWhatBecameOfEachOfManyMachines() throws Exception {
    answers =
        _ ->
            """
            {"dryRun": false, "done": 1, "refused": 1, "items": [
              {"machine": "edge-1", "id": "m-1", "state": "QUEUED"},
              {"machine": "edge-2", "problem": {"detail": "a machine that is READY takes no Retry"}}]}
            """;
    JsonNode answer = api.actOnAll("retry", Map.of("machines", List.of("edge-1", "edge-2")), false);
    assertThat(asked).containsExactly("/api/v1/machines/actions/retry");
    assertThat(VerbOption.lines("retry", answer))
        .containsExactly(
            "edge-1                   is QUEUED",
            "edge-2                   refuses: a machine that is READY takes no Retry",
            "1 done, 1 refused");
  }

  @Test
  void aMachineInMaintenanceIsWhereItWasBefore() throws Exception {
    answers =
        _ ->
            "{\"dryRun\": false, \"done\": 1, \"items\": [{\"machine\": \"e\", \"state\": \"FAILED\"}]}";
    JsonNode answer = api.actOnAll("maintenance-on", Map.of("machines", List.of("e")), false);
    assertThat(VerbOption.lines("maintenance-on", answer).getFirst())
        .endsWith(" is in maintenance, and FAILED as before");
  }

  @Test
  void namesOptionsWhereTheApiNamesFields() {
    status = 400;
    answers = _ -> "{\"detail\": \"say why: {\\\"reason\\\": \\\"TEXT\\\"}\"}";
    assertThatThrownBy(() -> api.machine("m")).hasMessage("say why: --reason TEXT");
    answers = _ -> "{\"detail\": \"ask for the plan of one (profile=NAME)\"}";
    assertThatThrownBy(() -> api.machine("m"))
        .hasMessage("ask for the plan of one (--profile NAME)");
  }

  @Test
  void saysThatAnotherServerIsNotTheOne() {
    answers = _ -> "<html>";
    assertThatThrownBy(api::machines)
        .hasMessageContaining("what answers at " + server() + " is not the API of EdgeZTP");
    status = 404;
    assertThatThrownBy(() -> api.events(0, _ -> true))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("is not the API of EdgeZTP");
  }

  @Test
  void givesARefusalInTheServersOwnWords() {
    status = 409;
    answers = _ -> "{\"detail\": \"it moved to FAILED just now\"}";
    assertThatThrownBy(() -> api.machine("m")).hasMessage("it moved to FAILED just now");
    assertThatThrownBy(() -> api.events(0, _ -> true)).hasMessage("it moved to FAILED just now");
  }

  private String server() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }
}
