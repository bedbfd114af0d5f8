package org.edgeztp.server.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a form of a page sent. Fields that were left blank are not there. */
public final class Form {
  static final String SEAL = "seal";

  private static final String ATTRIBUTE = Form.class.getName();
  private static final int MOST_FIELDS = 100;

  /** Of somebody who is not logged in. */
  private static final int LONGEST = 64 << 10;

  /** A policy of a mebibyte, of which each character may be sent as three. */
  private static final int LONGEST_TEXT = 3 << 20;

  private final Fields fields;

  private Form(Fields fields) {
    this.fields = fields;
  }

  /**
   * Reads it, once; from then on it goes with the request.
   *
   * @throws IllegalArgumentException when it is none, or longer than a page of ours would send
   */
  static Form read(Request request) {
    try {
      int longest = Session.of(request).isPresent() ? LONGEST_TEXT : LONGEST;
      var form = new Form(FormFields.getFields(request, MOST_FIELDS, longest));
      request.setAttribute(ATTRIBUTE, form);
      return form;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("this is no form of these pages", e);
    }
  }

  /** The form that goes with a request. */
  public static Optional<Form> of(Request request) {
    return Optional.ofNullable((Form) request.getAttribute(ATTRIBUTE));
  }

  /** The first value of a field. */
  public Optional<String> value(String name) {
    return all(name).stream().findFirst();
  }

  /** All values of a field. */
  public List<String> all(String name) {
    return fields.getValuesOrEmpty(name).stream()
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  /** What was typed in a field of several lines, with all its blanks; lines end as in Unix. */
  public String text(String name) {
    String typed = fields.getValue(name);
    return typed == null ? "" : typed.replace("\r\n", "\n");
  }

  /** The names of what it holds, without what only proves where it comes from. */
  public List<String> names() {
    List<String> names = new ArrayList<>(fields.getNames());
    names.remove(SEAL);
    names.removeIf(name -> all(name).isEmpty());
    return names;
  }

  /** As JSON, for the record: a field with several values as a list. */
  String toJson() {
    var json = new JsonMapper();
    ObjectNode object = json.createObjectNode();
    for (String name : names()) {
      List<String> values = all(name);
      if (values.size() == 1) {
        object.put(name, values.getFirst());
      } else {
        ArrayNode list = object.putArray(name);
        values.forEach(list::add);
      }
    }
    return object.isEmpty() ? "" : json.writeValueAsString(object);
  }
}
