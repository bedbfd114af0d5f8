package org.edgeztp.inventory.web;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import tools.jackson.databind.JsonNode;

/**
 * A request as the API reads it.
 *
 * @param named what stands for the names of the route, as {@code machine}
 * @param body what was sent; a missing node when nothing was
 */
record Question(Request request, Map<String, String> named, JsonNode body) {
  String name(String of) {
    return Objects.requireNonNull(named.get(of), of);
  }

  boolean isHead() {
    return HttpMethod.HEAD.is(request.getMethod());
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name)).map(String::strip);
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(Request.extractQueryParameters(request).getValue(name));
  }

  boolean isDryRun() {
    return query("dry-run").filter("true"::equals).isPresent();
  }

  Map<String, String> queries() {
    return Request.extractQueryParameters(request).stream()
        .collect(toUnmodifiableMap(Fields.Field::getName, Fields.Field::getValue));
  }

  /** All that follows the question mark, decoded, in its order. */
  List<Map.Entry<String, String>> parts() {
    return Request.extractQueryParameters(request).stream()
        .flatMap(
            field -> field.getValues().stream().map(value -> Map.entry(field.getName(), value)))
        .toList();
  }

  /** The sequence number to go on behind; 0 where none is told. */
  long after() {
    String told = header("Last-Event-ID").or(() -> query("after")).orElse("0");
    if (!told.matches("[0-9]{1,18}")) {
      throw new WrongField("after", "an event id is a number");
    }
    return Long.parseLong(told);
  }
}
