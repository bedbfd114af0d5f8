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
 * @param answer what is said to who asks for the machine
 * @param line for a person
 * @param json the whole event on one line
 */
record ReceiverEvent(String id, String machine, String answer, String line, String json) {
  static final String HANDED_OVER = "org.edgeztp.machine.handed-over.v1";
  static final String WITHDRAWN = "org.edgeztp.machine.withdrawn.v1";

  private static final JsonMapper JSON = new JsonMapper();

  /** Reads a CloudEvent in structured JSON; empty when it is none or of another type. */
  static Optional<ReceiverEvent> parse(String body) {
    try {
      JsonNode event = JSON.readTree(body);
      String id = text(event, "id");
      String machine = text(event, "subject");
      if (!text(event, "specversion").equals("1.0") || id.isEmpty() || machine.isEmpty()) {
        return Optional.empty();
      }
      return switch (text(event, "type")) {
        case HANDED_OVER -> Optional.of(handedOver(id, machine, event));
        case WITHDRAWN -> Optional.of(withdrawn(id, machine, event));
        default -> Optional.empty();
      };
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static ReceiverEvent handedOver(String id, String machine, JsonNode event) {
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
    var answer =
        Map.of("id", machine, "state", "accepted", "reference", "lab/" + name, "event", id);
    return new ReceiverEvent(id, machine, JSON.writeValueAsString(answer), line, event.toString());
  }

  /** Nothing runs on the lab's machines, so there is nothing to wait for. */
  private static ReceiverEvent withdrawn(String id, String machine, JsonNode event) {
    JsonNode data = event.path("data");
    String line =
        "%s (%s) is %s no more [%s]"
            .formatted(text(data, "hostname"), machine, text(data, "reference"), id);
    var answer =
        Map.of("id", machine, "state", "drained", "reason", "nothing ran on it", "event", id);
    return new ReceiverEvent(id, machine, JSON.writeValueAsString(answer), line, event.toString());
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isString() ? value.stringValue() : "";
  }
}
