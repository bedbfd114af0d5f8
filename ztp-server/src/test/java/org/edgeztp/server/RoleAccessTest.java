package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The token of an orchestrator: all that the API does for it, and that it does no more. */
class RoleAccessTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MAC = "52:54:00:77:00:01";

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private ApiSite site;
  private String token;

  @BeforeEach
  void start() throws Exception {
    site = new ApiSite(folder);
    site.ready(MAC);
    token = made("{\"name\": \"central\", \"role\": \"orchestrator\"}");
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    site.close();
  }

  @Test
  void anOrchestratorReadsMachinesAndHurriesHandOffsAndNothingElse() throws Exception {
    JsonNode document = JSON.readTree(send("GET", "/api/v1/openapi.json", "", site.token()).body());
    List<String> done = new ArrayList<>();
    for (Operation operation : Operation.all(document)) {
      if (operation.isOpen() || operation.path().endsWith("/events")) {
        continue;
      }
      var response = send(operation.method(), operation.target(), operation.body(), token);
      if (response.statusCode() != 403) {
        done.add(operation.toString());
      } else {
        assertThat(response.body()).as(operation.toString()).contains("\"code\":\"role\"");
      }
    }
    assertThat(done)
        .containsExactlyInAnyOrder(
            "GET /api/v1/machines",
            "GET /api/v1/machines/{machine}",
            "GET /api/v1/machines/{machine}/timeline",
            "GET /api/v1/machines/{machine}/plan",
            "GET /api/v1/machines/{machine}/certificates",
            "GET /api/v1/handoffs",
            "POST /api/v1/handoffs");
    assertThat(send("GET", "/api/v1/events", "", token).statusCode()).isEqualTo(403);
    assertThat(send("GET", "/api/v1/machines/" + MAC + "/bmc", "", token).body())
        .contains("this takes the role viewer, and the token 'central' has orchestrator");
  }

  @Test
  void ofASiteItIsForTheMachinesOfThatAlone() throws Exception {
    String other = made("{\"name\": \"else\", \"role\": \"orchestrator\", \"sites\": [\"s2\"]}");
    assertThat(send("GET", "/api/v1/machines/" + MAC, "", token).statusCode()).isEqualTo(200);
    assertThat(send("GET", "/api/v1/machines/" + MAC, "", other).body())
        .contains("\"code\":\"site\"");
  }

  private String made(String wish) throws Exception {
    return JSON.readTree(send("POST", "/api/v1/tokens", wish, site.token()).body())
        .path("secret")
        .asString();
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
