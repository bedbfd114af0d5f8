package org.edgeztp.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/** A report as an HTML form: what {@code curl -d} and {@code wget --post-data} send. */
final class Form {
  private final Fields fields = new Fields(true);

  Form(String body) {
    UrlEncoded.decodeTo(body, fields::add, StandardCharsets.UTF_8);
  }

  /**
   * A field that must be there.
   *
   * @throws IllegalArgumentException when it is not
   */
  String required(String name) {
    return value(name)
        .orElseThrow(() -> new IllegalArgumentException("field " + name + " is missing"));
  }

  /**
   * @throws NumberFormatException when it is no number
   */
  long number(String name) {
    return Long.parseLong(required(name).strip());
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(fields.getValue(name));
  }
}
