package org.edgeztp.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One documented request of the API.
 *
 * @param parameters of its path and its own
 */
record Operation(String method, String path, JsonNode definition, List<JsonNode> parameters) {
  /** Each that a document has. */
  static List<Operation> all(JsonNode document) {
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
                            .map(parameter -> resolved(document, parameter))
                            .toList())))
        .toList();
  }

  /** A node, or what it refers to. */
  static JsonNode resolved(JsonNode document, JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
  }

  @Override
  public String toString() {
    return method + " " + path;
  }

  /** Whether it takes no token. */
  boolean isOpen() {
    return definition.path("security").isArray();
  }

  /** The address of its example, with what follows the question mark. */
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

  /** The body of its example. */
  String body() {
    JsonNode example =
        definition.path("requestBody").path("content").path("application/json").path("example");
    return example.isMissingNode() ? "" : example.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
