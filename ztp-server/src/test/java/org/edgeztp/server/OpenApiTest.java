package org.edgeztp.server;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private static final String ELSEWHERE = "GET /metrics";

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private ApiSite site;
  private JsonNode document;

  /**
   * One documented request.
   *
   * @param parameters of its path and its own
   */
  private record Operation(
      String method, String path, JsonNode definition, List<JsonNode> parameters) {
    @Override
    public String toString() {
      return method + " " + path;
    }

    String target() {
      String target = path;
      List<String> query = new ArrayList<>();
      for (JsonNode parameter : parameters) {
        String name = parameter.path("name").asString();
        if (!parameter.has("example")) {
          continue;
        }
        String value = encoded(parameter.path("example").asString(""));
        if (parameter.path("in").asString().equals("path")) {
          target = target.replace("{" + name + "}", value);
        } else if (parameter.path("in").asString().equals("query")) {
          query.add(name + "=" + value);
        }
      }
      return query.isEmpty() ? target : target + "?" + String.join("&", query);
    }

    String body() {
      JsonNode example =
          definition.path("requestBody").path("content").path("application/json").path("example");
      return example.isMissingNode() ? "" : example.toString();
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
  }

  @BeforeEach
  void start() throws Exception {
    site = new ApiSite(folder);
    site.ready(MAC);
    document = JSON.readTree(text("/api/v1/openapi.json"));
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    site.close();
  }

  @Test
  void documentsEachRouteAndNoOther() {
    assertThat(operations().map(Operation::toString).filter(name -> !name.equals(ELSEWHERE)))
        .containsExactlyInAnyOrderElementsOf(site.operations());
  }

  @Test
  void answersEachDocumentedRequestAsTheDocumentSays() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Operation operation : operations().toList()) {
      wrong.addAll(faults(operation, send(operation, site.token())));
    }
    assertThat(wrong).isEmpty();
  }

  /** Without a token: who may not is never told that there is nothing. */
  @Test
  void refusesEachRequestWithoutATokenUnlessTheDocumentSaysOtherwise() throws Exception {
    for (Operation operation : operations().toList()) {
      boolean open = operation.definition().path("security").isArray();
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
    return document
        .path("paths")
        .propertyStream()
        .flatMap(path ->
            path.getValue()
                .propertyStream()
                .filter(method -> !method.getKey().equals("parameters"))
                .map(method ->
                    new Operation(
                        method.getKey().toUpperCase(Locale.ROOT),
                        path.getKey(),
                        method.getValue(),
                        Stream.of(path.getValue(), method.getValue())
                            .flatMap(owner -> owner.path("parameters").valueStream())
                            .map(this::resolved)
                            .toList())));
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
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
