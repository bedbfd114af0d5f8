package org.edgeztp.inventory.web;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** A request as the API reads it. */
record Question(Request request) {
  /** The method as resources are told it: HEAD is a GET whose answer stays here. */
  String method() {
    return isHead() ? "GET" : request.getMethod();
  }

  boolean isHead() {
    return HttpMethod.HEAD.is(request.getMethod());
  }

  boolean isPost() {
    return HttpMethod.POST.is(request.getMethod());
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(Request.extractQueryParameters(request).getValue(name));
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

  /** The sequence number to go on behind: 0 where none is told, empty where it is no number. */
  Optional<Long> after() {
    String told =
        Optional.ofNullable(request.getHeaders().get("Last-Event-ID"))
            .or(() -> query("after"))
            .orElse("0");
    return Optional.of(told).filter(text -> text.matches("[0-9]{1,18}")).map(Long::valueOf);
  }

  /** Empty when it is longer than what is read of it. */
  Optional<String> body(int limit) throws IOException {
    try (var in = Content.Source.asInputStream(request)) {
      byte[] read = in.readNBytes(limit + 1);
      return Optional.of(read)
          .filter(bytes -> bytes.length <= limit)
          .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }
}
