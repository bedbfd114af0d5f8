package org.edgeztp.server;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The document of the API and the API itself, each held against the other. */
class OpenApiTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MAC = "52:54:00:77:00:01";

  /** Beside the API, and before the login: not routes of the one that is asked for them. */
  private static final Set<String> ELSEWHERE = Set.of("GET /metrics", "GET /readyz");

  /** What the examples ask for in vain: it is not there, or not what is done now. */
  private static final Map<String, Integer> REFUSED =
      Map.ofEntries(
          Map.entry("DELETE /api/v1/container-images", 404),
          Map.entry("DELETE /api/v1/expected/{item}", 404),
          Map.entry("DELETE /api/v1/machines/{machine}", 409),
          Map.entry("GET /api/v1/expected/{item}", 404),
          Map.entry("GET /api/v1/machines/{machine}/power", 502),
          Map.entry("GET /api/v1/mirrors/{item}", 404),
          Map.entry("POST /api/v1/container-images", 409),
          Map.entry("POST /api/v1/handoffs", 409),
          Map.entry("POST /api/v1/machines/{machine}/drift", 409),
          Map.entry("POST /api/v1/machines/{machine}/power", 502),
          Map.entry("POST /api/v1/mirrors", 404));

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private ApiSite site;
  private JsonNode document;

  @BeforeEach
  void start() throws Exception {
    site = new ApiSite(folder);
    site.ready(MAC);
    site.expect("{'items': [{'mac': '%s', 'rack': 'R12', 'unit': '7'}]}".formatted(MAC));
    document = JSON.readTree(text("/api/v1/openapi.json"));
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    site.close();
  }

  @Test
  void documentsEachRouteAndNoOther() {
    assertThat(operations().map(Operation::toString).filter(name -> !ELSEWHERE.contains(name)))
        .containsExactlyInAnyOrderElementsOf(site.operations());
  }

  /** By the parser of Swagger's public validator, which is told apart from one that takes all. */
  @Test
  void itsDocumentIsOneForOthersToo() throws Exception {
    String yaml = text("/api/v1/openapi.yaml");
    assertThat(faults(yaml)).isEmpty();
    assertThat(faults(yaml.replaceFirst("in: query", "in: qury"))).isNotEmpty();
    assertThat(faults(yaml.replaceFirst("responses:", "respnses:"))).isNotEmpty();
  }

  private static List<String> faults(String yaml) {
    SwaggerParseResult read = new OpenAPIV3Parser().readContents(yaml);
    assertThat(read.getOpenAPI().getSpecVersion()).isEqualTo(SpecVersion.V31);
    return read.getMessages();
  }

  @Test
  void answersEachDocumentedRequestAsTheDocumentSays() throws Exception {
    List<String> wrong = new ArrayList<>();
    Map<String, Integer> refused = new TreeMap<>();
    for (Operation operation : operations().toList()) {
      JsonNode content = operation.definition().path("requestBody").path("content");
      JsonNode sent = content.path("application/json");
      if (sent.has("example")) {
        violations(sent.path("schema"), sent.path("example"))
            .forEach(fault -> wrong.add(operation + " is asked: " + fault));
      }
      var response = send(operation, site.token());
      if (response.statusCode() >= 300) {
        refused.put(operation.toString(), response.statusCode());
      }
      wrong.addAll(faults(operation, response));
    }
    assertThat(wrong).isEmpty();
    assertThat(refused).isEqualTo(REFUSED);
  }

  /** Without a token: who may not is never told that there is nothing. */
  @Test
  void refusesEachRequestWithoutATokenUnlessTheDocumentSaysOtherwise() throws Exception {
    for (Operation operation : operations().toList()) {
      boolean open = operation.isOpen();
      assertThat(send(operation, "").statusCode())
          .as(operation.toString())
          .satisfies(status -> assertThat(status == 401).isEqualTo(!open));
    }
  }

  @Test
  void itsPageShowsEachOperationAndEachProblem() throws Exception {
    String page = text("/api/v1/docs");
    operations()
        .forEach(operation ->
            assertThat(page)
                .contains("id=\"" + operation.definition().path("operationId").asString() + "\""));
    document
        .at("/components/schemas/Problem/properties/code/enum")
        .forEach(code -> assertThat(page).contains("<tr id=\"" + code.asString() + "\">"));
    assertThat(page).doesNotContain("<script", "//cdn", "https://");
  }

  private Stream<Operation> operations() {
    return Operation.all(document).stream();
  }

  private JsonNode resolved(JsonNode node) {
    return Operation.resolved(document, node);
  }

  private HttpResponse<InputStream> send(Operation operation, String token) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(site.address() + operation.target()))
            .method(operation.method(), HttpRequest.BodyPublishers.ofString(operation.body()));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  /** What is not as the document says it would be. */
  private List<String> faults(Operation operation, HttpResponse<InputStream> response)
      throws Exception {
    JsonNode documented =
        resolved(operation.definition().path("responses").path("" + response.statusCode()));
    String type = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    JsonNode content = documented.path("content").path(type);
    try (InputStream in = response.body()) {
      if (content.isMissingNode()) {
        return List.of(
            "%s: %d as '%s' is not documented".formatted(operation, response.statusCode(), type));
      }
      if (!type.endsWith("json")) {
        return List.of();
      }
      JsonNode body = JSON.readTree(in);
      return Stream.concat(
              untagged(operation, documented, response),
              violations(content.path("schema"), body).map(fault -> operation + ": " + fault))
          .toList();
    }
  }

  private static Stream<String> untagged(
      Operation operation, JsonNode documented, HttpResponse<InputStream> response) {
    boolean promised = operation.method().equals("GET") && documented.path("headers").has("ETag");
    return promised && response.headers().firstValue("ETag").isEmpty()
        ? Stream.of(operation + ": no ETag")
        : Stream.of();
  }

  private Stream<String> violations(JsonNode schema, JsonNode body) {
    ObjectNode whole = JSON.createObjectNode();
    whole.set("components", document.path("components"));
    whole.setAll((ObjectNode) schema);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(whole)
        .validate(body)
        .stream()
        .map(error -> error.getInstanceLocation() + " " + error.getMessage());
  }

  private String text(String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(site.address() + path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofLines()).body().collect(joining("\n"));
  }
}
