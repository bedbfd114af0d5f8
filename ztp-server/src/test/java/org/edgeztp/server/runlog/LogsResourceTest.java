package org.edgeztp.server.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.inventory.web.MemoryAnswers;
import org.edgeztp.inventory.web.OperatorApi;
import org.edgeztp.server.http.HttpListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs over the operator API. */
class LogsResourceTest {
  private final Machine machine = Machines.in(State.CONVERGING);
  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;
  private RunLogs logs;
  private OperatorApi api;
  private HttpListener listener;

  @BeforeEach
  void start() {
    logs = new RunLogs(folder);
    var inventory =
        new Inventory(
            MemoryMachineStore.holding(List.of(machine)),
            Policy.of(),
            Clock.systemUTC(),
            machine::id);
    api =
        new OperatorApi(
            inventory,
            Map.of(),
            Map.of("logs", new LogsResource(logs)),
            _ -> machine,
            new MemoryAnswers());
    listener = new HttpListener("api", List.of("127.0.0.1"), 0, api);
  }

  @AfterEach
  void stop() {
    logs.close();
    api.close();
    http.shutdownNow();
    listener.close();
  }

  @Test
  void givesTheLinesOfARunBySource() throws Exception {
    logs.keep(machine, Source.PUSH, "one\ntwo");
    logs.keep(machine, Source.RAMDISK, "three");
    assertThat(get("").body())
        .isEqualTo(
            """
            event: ramdisk
            data: three

            event: push
            data: one

            event: push
            data: two

            """);
    assertThat(get("?source=ramdisk&run=1").body()).isEqualTo("event: ramdisk\ndata: three\n\n");
    assertThat(get("?run=7").body()).isEmpty();
    assertThat(get("?list").body()).contains("{\"run\":1,\"source\":\"PUSH\",\"bytes\":8}");
  }

  @Test
  void givesTheLinesOfAStepOfThePushAlone() throws Exception {
    logs.keep(machine, Source.PUSH, "[base] one\n[edge] two\n[base::more] three\n[edge] four");
    logs.keep(machine, Source.RAMDISK, "[edge] five");
    assertThat(get("?step=edge").body())
        .isEqualTo("event: push\ndata: two\n\nevent: push\ndata: four\n\n");
    assertThat(get("?step=base").body()).isEqualTo("event: push\ndata: one\n\n");
    assertThat(get("?step=nobody").body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"?source=nobody, no source is called 'nobody'", "?run=x, a run is a number"})
  void refusesWhatItDoesNotKnow(String query, String why) throws Exception {
    HttpResponse<String> answer = get(query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(why);
  }

  @Test
  void goesOnWithWhatIsWrittenUntilTheServerStops() throws Exception {
    logs.keep(machine, Source.PUSH, "one");
    var response = http.send(request("?follow=true"), HttpResponse.BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      assertThat(data(lines)).contains("one");
      logs.keep(machine, Source.PUSH, "two");
      assertThat(data(lines)).contains("two");
      logs.close();
      assertThat(data(lines)).isEmpty();
    }
  }

  private static Optional<String> data(BufferedReader lines) throws Exception {
    List<String> read = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      read.add(line);
      if (line.startsWith("data: ")) {
        return Optional.of(line.substring(6));
      }
    }
    assertThat(read).allMatch(String::isEmpty);
    return Optional.empty();
  }

  private HttpResponse<String> get(String query) throws Exception {
    return http.send(request(query), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest request(String query) {
    String base = "http://127.0.0.1:" + listener.port() + "/api/v1/machines/";
    return HttpRequest.newBuilder(URI.create(base + machine.id() + "/logs" + query)).build();
  }
}
