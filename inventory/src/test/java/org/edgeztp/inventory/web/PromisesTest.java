package org.edgeztp.inventory.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the API promises of every request. */
class PromisesTest {
  private static final String MACHINE = "/api/v1/machines/m-0000000001";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;
  private final AtomicInteger counter = new AtomicInteger();
  private RunningApi api;

  @BeforeEach
  void start() throws Exception {
    api = new RunningApi(folder, Map.of("counter", new Postable(this::count)));
  }

  /** Reads a number, or adds to it; refuses a body that is no number. */
  private Object count(String method, JsonNode body) {
    if (method.equals("GET")) {
      return Map.of("count", counter.get());
    }
    return switch (body.path("add").asString("")) {
      case "secret" -> new Untold(Map.of("secret", counter.incrementAndGet()));
      case "crash" -> throw new IllegalStateException("a fault of the server");
      case "" -> throw new WrongField("add", "say how much to add");
      default -> Map.of("count", counter.addAndGet(body.path("add").intValue()));
    };
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
  }

  @Test
  void actsOnTheMachineThatItsCallerSawOrNotAtAll() throws Exception {
    Machine machine = api.ready();
    String seen = etag(api.get(MACHINE));
    api.inventory.booted(machine);

    var late = ifMatch(MACHINE + "/actions/retire", seen, "{}");
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.body()).contains("\"code\":\"changed\"");
    assertThat(api.inventory.find(machine.id()).orElseThrow().state()).isEqualTo(State.READY);

    var again = ifMatch(MACHINE + "/actions/retire", etag(api.get(MACHINE)), "{}");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(etag(again)).isEqualTo(etag(api.get(MACHINE))).isNotEqualTo(seen);
    assertThat(ifMatch(MACHINE + "/actions/rediscover", "*", "{}").statusCode()).isEqualTo(200);
  }

  /** What is told of the time that went by does not make another machine of it. */
  @Test
  void aMachinesTagStaysWhileItDoes() throws Exception {
    Machine machine = api.ready();
    String seen = etag(api.get(MACHINE));
    api.inventory.note(machine, new Observation(Observation.Kind.CHECK, "ssh", Map.of()));
    assertThat(etag(api.get(MACHINE))).isEqualTo(seen);
  }

  @Test
  void changesWhatItsCallerSawOrNotAtAll() throws Exception {
    String seen = etag(api.get("/api/v1/counter"));
    assertThat(ifMatch("/api/v1/counter", seen, "{\"add\": 1}").statusCode()).isEqualTo(200);
    assertThat(ifMatch("/api/v1/counter", seen, "{\"add\": 1}").statusCode()).isEqualTo(412);
    String now = etag(api.get("/api/v1/counter"));
    assertThat(ifMatch("/api/v1/counter", "\"x\", " + now, "{\"add\": 1}").statusCode())
        .isEqualTo(200);
    assertThat(counter).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/machines/actions/retire", "/api/v1/machines"})
  void refusesATagWhereNothingHasOne(String path) throws Exception {
    api.ready();
    var response = ifMatch(path, "\"1\"", "{\"machines\": [\"m-0000000001\"]}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(response.body()).path("field").asString()).isEqualTo("If-Match");
    assertThat(response.body()).contains("leave the header out");
    assertThat(api.inventory.inState(List.of(State.RETIRED))).isEmpty();
  }

  @Test
  void doesWhatAKeyAsksForOnce() throws Exception {
    var first = keyed("k1", "{\"add\": 1}");
    var second = keyed("k1", "{\"add\": 1}");
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body()).isEqualTo("{\"count\":1}");
    assertThat(etag(second)).isEqualTo(etag(first));
    assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
    assertThat(keyed("k2", "{\"add\": 1}").body()).isEqualTo("{\"count\":2}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"add\": 1} | {\"add\": 2} | 422 | key-reused",
        "{\"add\": \"secret\"} | {\"add\": \"secret\"} | 409 | key-spent",
        "{\"add\": \"crash\"} | {\"add\": \"crash\"} | 409 | key-in-use",
        "{} | {} | 400 | bad-request"
      })
  void answersASecondRequestWithTheSameKey(String first, String second, int status, String code)
      throws Exception {
    keyed("k", first);
    var answer = keyed("k", second);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).path("code").asString()).isEqualTo(code);
  }

  @Test
  void whatWasRefusedMayBeAskedForAgainWithItsKey() throws Exception {
    assertThat(keyed("k", "{}").statusCode()).isEqualTo(400);
    assertThat(keyed("k", "{\"add\": 5}").body()).isEqualTo("{\"count\":5}");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/v1/counter, 400, bad-request, add",
    "POST, /api/v1/machines, 400, bad-request, mac",
    "POST, /api/v1/machines/m-0000000001/actions/assign, 400, bad-request, profile",
    "POST, /api/v1/machines/m-0000000001/actions/retry, 409, conflict,",
    "POST, /api/v1/machines/actions/retire, 400, bad-request, machines",
    "GET, /api/v1/machines?limit=0, 400, bad-request, limit",
    "GET, /api/v1/machines?fact.cpus>=x, 400, bad-request, fact.cpus",
    "GET, /api/v1/machines?fields=x, 400, bad-request, fields",
    "GET, /api/v1/events?after=x, 400, bad-request, after",
    "GET, /api/v1/machines/none, 404, not-found,",
    "GET, /api/v1/profiles/none, 404, not-found,",
    "GET, /api/v1/none, 404, not-found,",
    "PUT, /api/v1/counter, 405, method,"
  })
  void aRefusalSaysWhatIsWrongWhereAndWhatToDo(
      String method, String path, int status, String code, String field) throws Exception {
    api.ready();
    var response =
        api.send(
            HttpRequest.newBuilder(api.uri(path.replace(">", "%3E")))
                .method(method, HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = JSON.readTree(response.body());
    assertThat(problem.path("code").asString()).isEqualTo(code);
    assertThat(problem.path("type").asString()).isEqualTo("/api/v1/docs#" + code);
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(Optional.ofNullable(problem.path("field").stringValue(null)))
        .isEqualTo(Optional.ofNullable(field));
    assertThat(problem.path("title").asString()).isNotBlank();
    assertThat(problem.path("detail").asString()).isNotBlank();
    assertThat(problem.path("remedy").asString()).isNotBlank();
  }

  @Test
  void aFaultOfTheServerIsAProblemToo() throws Exception {
    var response = api.post("/api/v1/counter", "{\"add\": \"crash\"}");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains("\"code\":\"internal\"");
  }

  @Test
  void actsOnManyMachinesEachForItself() throws Exception {
    IntStream.rangeClosed(1, 3)
        .forEach(number -> api.ready("52:54:00:77:00:0" + number, "SN-" + number));
    JsonNode named =
        bulk("retire?dry-run=true", "{\"machines\": [\"SN-1\", \"m-0000000002\", \"gone\"]}");
    assertThat(named.path("done").asInt()).isEqualTo(2);
    assertThat(named.path("items").get(0).path("state").asString()).isEqualTo("RETIRED");
    assertThat(named.path("items").get(2).path("problem").path("code").asString())
        .isEqualTo("not-found");

    JsonNode some = bulk("retire", "{\"machines\": [\"SN-1\", \"SN-1\"]}");
    assertThat(some.path("items")).hasSize(1);

    JsonNode rest = bulk("assign", "{\"filter\": [\"site=lab\"], \"profile\": \"edge\"}");
    assertThat(rest.path("done").asInt()).isEqualTo(2);
    assertThat(rest.path("refused").asInt()).isEqualTo(1);
    assertThat(rest.path("items").get(0).path("problem").path("code").asString())
        .isEqualTo("conflict");
    assertThat(rest.path("items").get(1).path("state").asString()).isEqualTo("QUEUED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "retire | {} | 400 | say which",
        "retire | {\"machines\": [], \"filter\": []} | 400 | say which",
        "retire | {\"filter\": []} | 400 | would mean every machine",
        "retire | {\"filter\": [\"stat=READY\"]} | 400 | machines have no field 'stat'",
        "fly | {\"machines\": [\"SN-1\"]} | 404 | no verb 'fly'"
      })
  void refusesToActOnWhatIsNotSaid(String verb, String body, int status, String reason)
      throws Exception {
    var response = api.post("/api/v1/machines/actions/" + verb, body);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(reason);
  }

  @Test
  void refusesAFilterThatFitsMoreThanIsActedOnAtOnce() throws Exception {
    var nothing = new Sighting(Optional.empty(), Optional.empty());
    IntStream.rangeClosed(1, 1001)
        .mapToObj(number -> "52:54:00:77:%02x:%02x".formatted(number >> 8, number & 0xff))
        .map(MacAddress::new)
        .forEach(mac -> api.inventory.sight(mac, "lab", nothing));
    var response = api.post("/api/v1/machines/actions/retire", "{\"filter\": [\"site=lab\"]}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("it fits 1001 machines, and 1000 are acted on at once");
    assertThat(api.inventory.inState(List.of(State.RETIRED))).isEmpty();
  }

  @Test
  void showsProfilesAndRules() throws Exception {
    assertThat(api.json("/api/v1/profiles").path("items").get(0).path("image").asString())
        .isEqualTo("debian-13");
    assertThat(api.json("/api/v1/profiles/edge").path("roles").get(0).asString()).isEqualTo("base");
    assertThat(api.json("/api/v1/rules").path("items").isArray()).isTrue();
  }

  /** Of two with the same tag one is late: nobody comes between the look and the change. */
  @Test
  void ofTwoChangesToTheSameMachineOneIsLate() throws Exception {
    Machine machine = api.ready();
    String seen = etag(api.get(MACHINE));
    assertThat(ifMatch(MACHINE + "/actions/assign", seen, "{\"profile\":\"edge\"}").statusCode())
        .isEqualTo(200);
    assertThat(ifMatch(MACHINE + "/actions/retire", seen, "{}").statusCode()).isEqualTo(412);
    assertThat(api.inventory.applyExactly(machine, new Event.Retire("x")).applied()).isFalse();
  }

  private JsonNode bulk(String verb, String body) throws Exception {
    var response = api.post("/api/v1/machines/actions/" + verb, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> ifMatch(String path, String tag, String body) throws Exception {
    return api.send(
        HttpRequest.newBuilder(api.uri(path))
            .header("If-Match", tag)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> keyed(String key, String body) throws Exception {
    return api.send(
        HttpRequest.newBuilder(api.uri("/api/v1/counter"))
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static String etag(HttpResponse<String> response) {
    return response.headers().firstValue("ETag").orElseThrow();
  }
}
