package org.edgeztp.server.lab;

import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as the receiver understands it.
 *
 * @param machine the machine's id
 * @param name what a person calls the machine
 * @param json the whole event on one line
 */
record ReceiverEvent(String id, String machine, String name, String line, String json) {
  static final String TYPE = "org.edgeztp.machine.handed-over.v1";

  private static final JsonMapper JSON = new JsonMapper();

  /** Reads a CloudEvent in structured JSON; empty when it is none or of another type. */
  static Optional<ReceiverEvent> parse(String body) {
    try {
      JsonNode event = JSON.readTree(body);
      String id = text(event, "id");
      String machine = text(event, "subject");
      boolean ours = text(event, "specversion").equals("1.0") && text(event, "type").equals(TYPE);
      return ours && !id.isEmpty() && !machine.isEmpty()
          ? Optional.of(of(id, machine, event))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** The answer to who asks for the machine. */
  String confirmation() {
    return JSON.writeValueAsString(
        Map.of("id", machine, "state", "accepted", "reference", "lab/" + name, "event", id));
  }

  private static ReceiverEvent of(String id, String machine, JsonNode event) {
    JsonNode data = event.path("data");
    String name = text(data, "hostname");
    String line =
        "%s (%s) at %s: profile %s, roles %s, %d lines of evidence [%s]"
            .formatted(
                name,
                machine,
                text(data, "address"),
                text(data, "profile"),
                data.path("roles"),
                data.path("evidence").size(),
                id);
    return new ReceiverEvent(id, machine, name, line, event.toString());
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isString() ? value.stringValue() : "";
  }
}
