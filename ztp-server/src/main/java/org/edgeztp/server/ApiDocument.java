package org.edgeztp.server;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.inventory.web.Streamed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What the API takes and gives, as OpenAPI 3.1: {@code openapi.yaml}, kept by hand, the same as
 * JSON, and as a page that needs neither scripts nor the internet.
 */
final class ApiDocument {
  private static final String FOLDER = "org/edgeztp/server";
  private static final JsonMapper PRETTY =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ApiDocument() {}

  /** Its forms, by the name of each below {@code /api/v1}. */
  static Map<String, Resource> resources() {
    String yaml = yaml();
    JsonNode document = new YAMLMapper().readTree(yaml);
    return Map.of(
        "openapi.yaml", new Text("application/yaml", yaml),
        "openapi.json", new Text("application/json", PRETTY.writeValueAsString(document)),
        "docs", new Text("text/html;charset=utf-8", page(document)));
  }

  private record Text(String type, String content) implements Resource {
    @Override
    public Object answer(String method, JsonNode body) {
      return new Streamed(type, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static String yaml() {
    try (InputStream in = ApiDocument.class.getResourceAsStream("openapi.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the API's document", e);
    }
  }

  private static String page(JsonNode document) {
    var loader = new ClasspathLoader(ApiDocument.class.getClassLoader());
    loader.setPrefix(FOLDER);
    PebbleTemplate template =
        new PebbleEngine.Builder().loader(loader).build().getTemplate("openapi.html");
    var page = new StringWriter();
    try {
      template.evaluate(
          page,
          Map.of(
              "info", plain(document.path("info")),
              "groups",
                  document.path("tags").valueStream().map(tag -> Group.of(tag, document)).toList(),
              "schemas", schemas(document),
              "problems", Arrays.asList(Problem.Code.values())));
    } catch (IOException e) {
      throw new UncheckedIOException("writing the API's page", e);
    }
    return page.toString();
  }

  /** What one tag has. */
  record Group(String name, String description, List<Operation> operations) {
    static Group of(JsonNode tag, JsonNode document) {
      String name = tag.path("name").asString();
      List<Operation> operations =
          document
              .path("paths")
              .propertyStream()
              .flatMap(path ->
                  path.getValue()
                      .propertyStream()
                      .filter(method ->
                          method.getValue().path("tags").path(0).asString("").equals(name))
                      .map(method ->
                          Operation.of(path.getKey(), method.getKey(), method.getValue())))
              .toList();
      return new Group(name, tag.path("description").asString(), operations);
    }
  }

  /**
   * One thing to ask.
   *
   * @param definition the whole of it, as YAML
   */
  record Operation(
      String id,
      String method,
      String path,
      String summary,
      String description,
      String definition) {
    static Operation of(String path, String method, JsonNode operation) {
      return new Operation(
          operation.path("operationId").asString(),
          method.toUpperCase(Locale.ROOT),
          path,
          operation.path("summary").asString(),
          operation.path("description").asString(""),
          new YAMLMapper().writeValueAsString(operation));
    }
  }

  /** A schema or a part that several operations have. */
  record Schema(String name, String definition) {}

  private static List<Schema> schemas(JsonNode document) {
    return document
        .path("components")
        .path("schemas")
        .propertyStream()
        .map(schema ->
            new Schema(schema.getKey(), new YAMLMapper().writeValueAsString(schema.getValue())))
        .toList();
  }

  private static Map<?, ?> plain(JsonNode node) {
    return PRETTY.convertValue(node, Map.class);
  }
}
