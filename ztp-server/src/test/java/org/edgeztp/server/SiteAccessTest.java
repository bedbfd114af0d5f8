package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A token for one site: what it is told, and is not, of the machine of another. */
class SiteAccessTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** The machine of the other site, as the document's examples name it. */
  private static final String OTHER = "52:54:00:77:00:01";

  /** What is refused for another reason than the site, or for the site without naming a machine. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("GET /metrics", "403 site"),
          Map.entry("POST /api/v1/machines", "403 site"),
          Map.entry("GET /api/v1/leases", "403 site"),
          Map.entry("GET /api/v1/sites/{site}", "403 site"),
          Map.entry("POST /api/v1/expected", "403 site"),
          Map.entry("GET /api/v1/expected/{item}", "403 site"),
          Map.entry("GET /api/v1/racks/{item}", "403 site"),
          Map.entry("GET /api/v1/switches/{item}", "403 site"),
          Map.entry("DELETE /api/v1/expected/{item}", "403 site"),
          Map.entry("POST /api/v1/handoffs", "409 conflict"),
          Map.entry("POST /api/v1/webhooks", "403 role"),
          Map.entry("POST /api/v1/policy", "403 role"),
          Map.entry("GET /api/v1/tokens", "403 role"),
          Map.entry("POST /api/v1/tokens", "403 role"),
          Map.entry("GET /api/v1/tokens/{item}", "403 role"),
          Map.entry("DELETE /api/v1/tokens/{item}", "403 role"),
          Map.entry("GET /api/v1/secrets", "403 role"),
          Map.entry("POST /api/v1/secrets", "403 role"),
          Map.entry("GET /api/v1/secrets/{site}/{name}", "403 role"),
          Map.entry("DELETE /api/v1/secrets/{site}/{name}", "403 role"),
          Map.entry("POST /api/v1/artifacts", "403 role"),
          Map.entry("GET /api/v1/artifacts/{name}/{version}/{arch}/{file}", "404 not-found"),
          Map.entry("DELETE /api/v1/artifacts/{name}/{version}/{arch}/{file}", "403 role"),
          Map.entry("PUT /api/v1/uploads/{item}", "403 role"),
          Map.entry("POST /api/v1/container-images", "403 role"),
          Map.entry("DELETE /api/v1/container-images", "403 role"),
          Map.entry("POST /api/v1/mirrors", "403 role"),
          Map.entry("GET /api/v1/mirrors/{item}", "404 not-found"),
          Map.entry("GET /api/v1/audit", "403 role"));

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private ApiSite site;
  private Machine other;
  private Machine own;
  private String token;

  @BeforeEach
  void start() throws Exception {
    site = new ApiSite(folder);
    other = site.ready(OTHER);
    own =
        site.inventory.sight(
            new MacAddress("52:54:00:77:00:02"),
            "s2",
            new Sighting(Optional.empty(), Optional.of(InetAddress.ofLiteral("10.77.0.60"))));
    site.inventory.note(other, Observation.of(Observation.Kind.HTTP, "a word of the other"));
    site.inventory.note(own, Observation.of(Observation.Kind.HTTP, "a word of its own"));
    token =
        JSON.readTree(
                send(
                        "POST",
                        "/api/v1/tokens",
                        "{\"name\": \"lea\", \"role\": \"operator\", \"sites\": [\"s2\"]}",
                        site.token())
                    .body())
            .path("secret")
            .asString();
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    site.close();
  }

  @Test
  void noRouteTellsOfTheMachineOfAnotherSite() throws Exception {
    JsonNode document = JSON.readTree(send("GET", "/api/v1/openapi.json", "", token).body());
    Map<String, String> refused = new TreeMap<>();
    Map<String, String> expected = new TreeMap<>(REFUSED);
    List<String> told = new ArrayList<>();
    for (Operation operation : Operation.all(document)) {
      if (operation.isOpen() || operation.path().endsWith("/events")) {
        continue;
      }
      if (operation.path().contains("{machine}")) {
        expected.put(operation.toString(), "403 site");
      }
      var response = send(operation.method(), operation.target(), operation.body(), token);
      if (response.statusCode() != 200) {
        refused.put(
            operation.toString(),
            response.statusCode() + " " + JSON.readTree(response.body()).path("code").asString());
      }
      boolean names = response.body().contains(OTHER) && !operation.body().contains(OTHER);
      if (names || response.body().contains(other.id().value())) {
        told.add(operation + ": " + response.body());
      }
    }
    assertThat(refused).isEqualTo(expected);
    assertThat(told).isEmpty();
    assertThat(site.inventory.find(other.id())).contains(other);
  }

  @Test
  void itsOwnMachinesAreThere() throws Exception {
    assertThat(body("/api/v1/machines?count=true")).contains(own.id().value(), "\"total\":1");
    assertThat(body("/api/v1/machines/" + own.id())).contains("\"site\":\"s2\"");
    assertThat(body("/api/v1/timeline")).contains("a word of its own");
    assertThat(body("/api/v1/sites")).contains("\"s2\"").doesNotContain("\"s1\"");
    assertThat(
            send("POST", "/api/v1/machines/" + own.id() + "/actions/inspect", "{}", token)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void manyAtOnceAreDoneAndRefusedEachForItself() throws Exception {
    JsonNode results =
        JSON.readTree(
            send(
                    "POST",
                    "/api/v1/machines/actions/inspect",
                    "{\"machines\": [\"%s\", \"%s\"]}".formatted(OTHER, own.id()),
                    token)
                .body());
    assertThat(results.at("/items/0/problem/code").asString()).isEqualTo("site");
    assertThat(results.at("/items/1/state").asString()).isEqualTo("INSPECTING");
    assertThat(
            send("POST", "/api/v1/machines/actions/retire", "{\"filter\": [\"site=s1\"]}", token)
                .body())
        .contains("\"items\":[]");
  }

  /** Its client goes on from what it saw, past what it may not. */
  @Test
  void theStreamLeavesTheOthersOut() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(site.address() + "/api/v1/events?after=0"))
            .header("Authorization", "Bearer " + token)
            .build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      List<String> read = new ArrayList<>();
      while (read.isEmpty() || !read.getLast().contains("a word of its own")) {
        read.add(lines.readLine());
      }
      assertThat(read).noneMatch(line -> line.contains(other.id().value()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/machines",
        "/racks",
        "/handoffs",
        "/webhooks",
        "/network",
        "/policy",
        "/policy?machine=" + OTHER
      })
  void noPageShowsTheMachineOfAnotherSite(String path) throws Exception {
    String page = page(path).body();
    assertThat(page).doesNotContain(other.id().value());
    assertThat(page(path).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/power", "/boot", "/do/retire", "/log"})
  void itsPagesSayThatItIsElsewhere(String part) throws Exception {
    var page = page("/machines/" + other.id() + part);
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body()).contains("another site than the token is for");
  }

  @Test
  void administratorsAreForAllSites() throws Exception {
    var refused =
        send(
            "POST",
            "/api/v1/tokens",
            "{\"name\": \"max\", \"role\": \"admin\", \"sites\": [\"s2\"]}",
            site.token());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("an administrator is one of all sites");
  }

  private HttpResponse<String> page(String path) throws Exception {
    var login =
        HttpRequest.newBuilder(URI.create(site.address() + "/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("token=" + token))
            .build();
    String cookie =
        http.send(login, HttpResponse.BodyHandlers.discarding())
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow()
            .replaceFirst(";.*", "");
    var request =
        HttpRequest.newBuilder(URI.create(site.address() + path)).header("Cookie", cookie).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private String body(String path) throws Exception {
    return send("GET", path, "", token).body();
  }

  private HttpResponse<String> send(String method, String target, String body, String secret)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(site.address() + target))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + secret)
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
