package org.edgeztp.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Machine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MachineListingTest {
  @TempDir private Path folder;
  private RunningApi api;

  @BeforeEach
  void start() throws Exception {
    api = new RunningApi(folder);
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
  }

  private void three() {
    IntStream.rangeClosed(1, 3)
        .forEach(number -> api.ready("52:54:00:77:00:0" + number, "SN-" + number));
  }

  /** As typed with curl and as encoded: of more than, only a part is before the equals sign. */
  @ParameterizedTest
  @CsvSource({
    "state=ready, 3",
    "state=FAILED, 0",
    "state=READY&site=lab&fact.cpus>=2, 3",
    "state=READY&site=lab&fact.cpus>=3, 0",
    "fact.cpus%3E=2, 3",
    "fact.cpus%3E%3D2, 3",
    "fact.cpus%3E1, 3",
    "fact.cpus>1, 3",
    "fact.cpus<2, 0",
    "fact.cpus>1&fact.cpus<2, 0",
    "serial!=SN-1, 2",
    "serial=SN-1%2CSN-2, 2",
    "search=sn-3, 1",
    "hostname=, 3",
    "state=READY&count=true&limit=1, 1"
  })
  void filters(String question, int found) throws Exception {
    three();
    assertThat(raw("/api/v1/machines?fields=id&" + question))
        .startsWith("HTTP/1.1 200")
        .satisfies(answer -> assertThat(answer.split("\"id\":", -1)).hasSize(found + 1));
  }

  /** The client of the JDK sends no address with a {@code >} in it, and curl does. */
  private String raw(String path) throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
        OutputStream out = socket.getOutputStream()) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void goesFromPageToPageByTheLinkOfEach() throws Exception {
    three();
    List<String> seen = new ArrayList<>();
    String next = "/api/v1/machines?sort=-serial&limit=1&fields=serial&state=READY&count=true";
    while (next != null) {
      var response = api.get(next);
      JsonNode page = api.json(next);
      assertThat(page.path("total").asInt()).isEqualTo(3);
      page.path("items").forEach(item -> seen.add(item.path("serial").asString()));
      next = page.path("next").stringValue(null);
      assertThat(response.headers().firstValue("Link"))
          .isEqualTo(Optional.ofNullable(next).map(to -> "<" + to + ">; rel=\"next\""));
    }
    assertThat(seen).containsExactly("SN-3", "SN-2", "SN-1");
  }

  @Test
  void showsTheFieldsThatAreAskedForAndAllWhenNoneAre() throws Exception {
    api.ready();
    assertThat(api.get("/api/v1/machines?fields=id,state").body())
        .isEqualTo("{\"items\":[{\"id\":\"m-0000000001\",\"state\":\"READY\"}],\"next\":null}");
    assertThat(api.get("/api/v1/machines?fields=why").body()).contains("its hardware is known");
    assertThat(api.get("/api/v1/machines").body()).contains("\"why\":", "\"hardware\":{");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "machines?fields=nothing | a machine shows no 'nothing'; there are [address,",
        "machines?stat=READY | machines have no field 'stat'; there are [id,",
        "machines?sort=nothing | machines have no field 'nothing'",
        "machines?limit=0 | limit is a number from 1 to 1000",
        "machines?after=nothing | that is no cursor",
        "timeline?limit=0 | limit is a number from 1 to 10000",
        "timeline?sort=kind | a timeline is sorted by seq or -seq"
      })
  void saysWhatIsAskedAmiss(String path, String sentence) throws Exception {
    var response = api.get("/api/v1/" + path);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(sentence);
  }

  @ParameterizedTest
  @CsvSource({"/api/v1/machines/m-0000000001/timeline", "/api/v1/timeline"})
  void pagesTimelinesOldestOrNewestFirst(String path) throws Exception {
    Machine machine = api.ready();
    IntStream.range(0, 4)
        .forEach(i ->
            api.inventory.note(
                machine, new Observation(Observation.Kind.CHECK, "check " + i, Map.of())));
    List<Long> up = walk(path + "?limit=3");
    assertThat(up).isSorted().doesNotHaveDuplicates().hasSize(7);
    assertThat(walk(path + "?limit=3&sort=-seq")).isEqualTo(up.reversed());
  }

  private List<Long> walk(String next) throws Exception {
    List<Long> seen = new ArrayList<>();
    while (next != null) {
      JsonNode page = api.json(next);
      page.path("items").forEach(item -> seen.add(item.path("seq").asLong()));
      next = page.path("next").stringValue(null);
    }
    return seen;
  }
}
