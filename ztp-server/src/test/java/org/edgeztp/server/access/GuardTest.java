package org.edgeztp.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.inventory.web.Caller;
import org.edgeztp.inventory.web.MachineResource;
import org.edgeztp.inventory.web.OperatorApi;
import org.edgeztp.inventory.web.Postable;
import org.edgeztp.server.http.HttpListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API behind its guard, with a database, over HTTP. */
class GuardTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  private final TestClock clock = new TestClock();
  private final HttpClient http = HttpClient.newHttpClient();
  private Database database;
  private OperatorApi api;
  private HttpListener listener;
  private String admin = "";

  @BeforeEach
  void start() throws Exception {
    database = Database.open(folder.resolve("db"));
    serve(false);
    admin = first();
  }

  @AfterEach
  void end() {
    stop();
    http.shutdownNow();
    database.close();
  }

  @ParameterizedTest(name = "{0} {1} {2} = {3}")
  @CsvSource({
    "viewer,   GET,    /machines, 200",
    "viewer,   GET,    /profiles, 200",
    "viewer,   GET,    /policy, 200",
    "viewer,   POST,   /explain, 200",
    "viewer,   POST,   /machines, 403",
    "viewer,   POST,   /machines/m-1/actions/retry, 403",
    "viewer,   POST,   /machines/m-1/actions/retry?dry-run=true, 403",
    "viewer,   PUT,    /machines/m-1/bmc, 403",
    "viewer,   POST,   /expected, 403",
    "viewer,   DELETE, /expected/db1, 403",
    "viewer,   GET,    /tokens, 403",
    "viewer,   GET,    /audit, 403",
    "operator, POST,   /machines, 200",
    "operator, POST,   /machines/m-1/actions/retry, 404",
    "operator, POST,   /policy, 403",
    "operator, POST,   /tokens, 403",
    "operator, DELETE, /tokens/admin, 403",
    "operator, GET,    /audit, 403",
    "admin,    POST,   /policy, 200",
    "admin,    POST,   /policy?dry-run=true, 400",
    "admin,    DELETE, /tokens/admin?dry-run=true, 400",
    "admin,    GET,    /tokens, 200",
    "admin,    GET,    /audit, 200"
  })
  void aTokenDoesWhatItsRoleMay(String role, String method, String path, int status)
      throws Exception {
    String token = create("ada", role);

    assertThat(ask(token, method, path, "{\"mac\": \"52:54:00:77:00:01\"}").statusCode())
        .isEqualTo(status);
  }

  @Test
  void withoutATokenItSaysWhereToGetOneAndServesNothingButItsHealth() throws Exception {
    var response = ask("", "GET", "/machines", "");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
        .startsWith("Bearer");
    assertThat(response.body()).contains("ZTP_TOKEN_FILE", "admin-token");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(send(request("/healthz").build()).statusCode()).isEqualTo(200);
  }

  @Test
  void leavesTheFirstTokenToItsOwnUserAloneAndNoSecretInTheDatabase() throws Exception {
    assertThat(Files.getPosixFilePermissions(folder.resolve("admin-token")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(admin).startsWith("ztp_").hasSize(47);
    assertThat(ask(admin, "GET", "/tokens", "").body())
        .contains("\"name\":\"admin\"", "\"role\":\"admin\"")
        .doesNotContain(admin, Token.hash(admin));
  }

  @Test
  void tokensOutliveTheServerAndTheFirstOneCanBeRenewed() throws Exception {
    String ada = create("ada", "viewer");
    stop();
    serve(false);
    assertThat(ask(ada, "GET", "/machines", "").statusCode()).isEqualTo(200);
    assertThat(first()).isEqualTo(admin);
    stop();
    serve(true);
    assertThat(ask(admin, "GET", "/machines", "").statusCode()).isEqualTo(401);
    assertThat(ask(first(), "GET", "/tokens", "").body()).contains("ada");
  }

  @Test
  void aTokenEndsWhenItIsRevokedAndWhenItsDaysAreOver() throws Exception {
    String ada = create("ada", "viewer");
    assertThat(ask(admin, "DELETE", "/tokens/ada", "").statusCode()).isEqualTo(200);
    assertThat(ask(ada, "GET", "/machines", "").statusCode()).isEqualTo(401);
    assertThat(ask(admin, "DELETE", "/tokens/ada", "").statusCode()).isEqualTo(404);

    String bob = secret("{\"name\": \"bob\", \"role\": \"operator\", \"days\": 2}");
    assertThat(ask(bob, "GET", "/machines", "").statusCode()).isEqualTo(200);
    clock.advance(Duration.ofDays(2));
    assertThat(ask(bob, "GET", "/machines", "").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                       | say whose token",
        "{\"name\":\"a b\",\"role\":\"admin\"}    | a token is called by",
        "{\"name\":\"ada\",\"role\":\"king\"}     | a role is one of orchestrator, viewer, operator, admin",
        "{\"name\":\"admin\",\"role\":\"admin\"}  | there is a token called 'admin'",
        "{\"name\":\"a\",\"role\":\"admin\",\"days\":0} | days is a number from 1"
      })
  void aTokenThatCannotBeIsRefusedWithASentence(String wish, String sentence) throws Exception {
    var response = ask(admin, "POST", "/tokens", wish);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains(sentence);
  }

  @Test
  void nobodyLocksThemselvesOut() throws Exception {
    create("ada", "operator");
    var refused = ask(admin, "DELETE", "/tokens/admin", "");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("make another first");

    create("eve", "admin");
    assertThat(ask(admin, "DELETE", "/tokens/admin", "").statusCode()).isEqualTo(200);
  }

  @Test
  void whoeverGuessesIsHeldForAMinute() throws Exception {
    for (int guess = 0; guess < 10; guess++) {
      assertThat(ask("ztp_" + guess, "GET", "/machines", "").statusCode()).isEqualTo(401);
    }
    var held = ask(admin, "GET", "/machines", "");
    assertThat(held.statusCode()).isEqualTo(429);
    assertThat(held.headers().firstValue("Retry-After")).contains("60");

    clock.advance(Duration.ofSeconds(60));
    assertThat(ask(admin, "GET", "/machines", "").statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsChangedIsOnRecordWithoutSecrets() throws Exception {
    String ada = create("ada", "operator");
    ask(ada, "GET", "/machines", "");
    ask(ada, "POST", "/machines", "{\"mac\": \"52:54:00:77:00:01\"}");
    ask(ada, "PUT", "/machines/52:54:00:77:00:01/bmc", "{\"user\": \"u\", \"password\": \"hush\"}");
    String policy = "{\"name\": \"site.yaml\", \"text\": \"a: b\\nc: d\\n\"}";
    ask(ada, "POST", "/policy", policy);
    ask(admin, "POST", "/policy", policy);

    JsonNode items = JSON.readTree(ask(admin, "GET", "/audit", "").body()).path("items");
    assertThat(items.valueStream().map(GuardTest::line))
        .containsExactly(
            "admin POST /api/v1/tokens 200 {\"name\":\"ada\",\"role\":\"operator\"}",
            "ada POST /api/v1/machines 200 {\"mac\":\"52:54:00:77:00:01\"}",
            "ada PUT /api/v1/machines/52:54:00:77:00:01/bmc 200"
                + " {\"user\":\"u\",\"password\":\"***\"}",
            "ada POST /api/v1/policy 403",
            "admin POST /api/v1/policy 200"
                + " {\"name\":\"site.yaml\",\"text\":\"(10 characters)\"}");
    assertThat(Instant.parse(items.get(0).path("at").asString())).isEqualTo(clock.instant());
    assertThat(items.get(0).path("origin").asString()).isEqualTo("127.0.0.1");
    assertThat(ask(admin, "GET", "/machines/m-0000000001/timeline", "").body())
        .contains("ada registers it");
    String rest = ask(admin, "GET", "/audit?after=3", "").body();
    assertThat(rest).contains("403").doesNotContain("bmc");
    assertThat(ask(admin, "DELETE", "/audit/1", "").statusCode()).isEqualTo(404);
  }

  private static String line(JsonNode entry) {
    return "%s %s %s %d %s"
        .formatted(
            entry.path("who").asString(),
            entry.path("method").asString(),
            entry.path("path").asString(),
            entry.path("status").asInt(),
            entry.path("asked").asString())
        .strip();
  }

  private void serve(boolean anew) throws Exception {
    Clock time = clock;
    ApiAccess access = ApiAccess.open(database.source(), folder.resolve("admin-token"), anew, time);
    var inventory =
        new Inventory(
            new MemoryMachineStore(), Policy.of(), time, () -> new MachineId("m-0000000001"));
    api =
        new OperatorApi(
            inventory,
            Map.of(
                "policy",
                new Postable((_, body) -> body),
                "explain",
                new Postable((_, body) -> body),
                "tokens",
                access.tokens(),
                "audit",
                access.audit()),
            Map.of("bmc", new Account()),
            mac -> inventory.register(mac, "lab", Caller.name()),
            access.answers());
    listener = new HttpListener("api", List.of("127.0.0.1"), 0, access.guard(api));
  }

  private record Account() implements MachineResource {
    @Override
    public List<String> methods() {
      return List.of("PUT");
    }

    @Override
    public Object answer(Machine machine, String method, JsonNode body) {
      return Map.of("user", body.path("user").asString());
    }
  }

  private void stop() {
    listener.close();
    api.close();
  }

  private String first() throws Exception {
    return Files.readString(folder.resolve("admin-token")).strip();
  }

  private String create(String name, String role) throws Exception {
    return secret("{\"name\": \"%s\", \"role\": \"%s\"}".formatted(name, role));
  }

  private String secret(String wish) throws Exception {
    return JSON.readTree(ask(admin, "POST", "/tokens", wish).body()).path("secret").asString();
  }

  private HttpResponse<String> ask(String token, String method, String path, String body)
      throws Exception {
    var request =
        request("/api/v1" + path).method(method, HttpRequest.BodyPublishers.ofString(body));
    Optional.of(token)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> request.header("Authorization", "Bearer " + text));
    return send(request.build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + path));
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
