package org.edgeztp.server.ui;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;
import org.edgeztp.server.access.Form;
import org.edgeztp.server.access.LoginOffer;
import org.edgeztp.server.access.Session;

/**
 * A request as the pages read it.
 *
 * @param path its names, none for the first page
 */
record Visit(
    boolean acts,
    List<String> path,
    Fields query,
    Optional<Form> form,
    Optional<Session> session,
    LoginOffer offer) {
  static Visit of(Request request) {
    List<String> path =
        Stream.of(Request.getPathInContext(request).split("/", -1))
            .filter(name -> !name.isEmpty())
            .toList();
    return new Visit(
        request.getMethod().equals("POST"),
        path,
        Request.extractQueryParameters(request),
        Form.of(request),
        Session.of(request),
        LoginOffer.of(request));
  }

  /** All that follows the question mark, decoded, in its order. */
  List<Map.Entry<String, String>> parts() {
    return parts(query);
  }

  /** The same of a text as it stands in an address. */
  static List<Map.Entry<String, String>> parts(String text) {
    var fields = new Fields(true);
    UrlEncoded.decodeTo(text, fields::add, StandardCharsets.UTF_8);
    return parts(fields);
  }

  private static List<Map.Entry<String, String>> parts(Fields fields) {
    return fields.stream()
        .flatMap(field ->
            field.getValues().stream().map(value -> Map.entry(field.getName(), value.strip())))
        .toList();
  }

  /** What follows the question mark under a name; empty also when it is blank. */
  Optional<String> asked(String name) {
    return Optional.ofNullable(query.getValue(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** All that is there under a name: of the form where there is one, else of the address. */
  List<String> given(String name) {
    return form.map(sent -> sent.all(name))
        .orElseGet(() ->
            query.getValuesOrEmpty(name).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList());
  }

  /** What was typed in a field of several lines, as it was typed. */
  String text(String name) {
    return form.map(sent -> sent.text(name)).orElse("");
  }
}
