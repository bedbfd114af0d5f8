package org.edgeztp.server.provision;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One line of {@code events.jsonl}. */
sealed interface EventLine {
  /**
   * All is known that is to be done.
   *
   * @param resources how many are declared; 0 when that is not told
   */
  record RunStarted(String client, int resources) implements EventLine {}

  record ResourceStarted(String name, String action, String cookbook, String recipe, int line)
      implements EventLine {}

  record Resource(
      String name,
      String action,
      String status,
      double seconds,
      String cookbook,
      String recipe,
      int line,
      String detail,
      String diff)
      implements EventLine {}

  record RunCompleted(int updated, int total, double seconds) implements EventLine {}

  record RunFailed(
      String resource, String cookbook, String recipe, int line, String message, String log)
      implements EventLine {}

  /** It waits for its turn. */
  record Waiting(String reason) implements EventLine {}

  /** A line of no interest here. */
  record Other() implements EventLine {}

  /** A line that is no event: the converge was cut off in it, or a tool printed into the file. */
  record Unreadable(String text) implements EventLine {}

  JsonMapper JSON = JsonMapper.shared();

  static EventLine of(String text) {
    if (text.isBlank()) {
      return new Other();
    }
    try {
      JsonNode event = JSON.readTree(text);
      return event.path("event").isString() ? read(event) : new Unreadable(text);
    } catch (JacksonException _) {
      return new Unreadable(text);
    }
  }

  private static EventLine read(JsonNode event) {
    return switch (event.path("event").asString()) {
      case "run_started" -> new RunStarted(text(event, "client"), event.path("resources").asInt(0));
      case "resource_started" ->
          new ResourceStarted(
              text(event, "name"),
              text(event, "action"),
              text(event, "cookbook"),
              text(event, "recipe"),
              event.path("line").asInt(0));
      case "waiting" -> new Waiting(text(event, "for"));
      case "resource" ->
          new Resource(
              text(event, "name"),
              text(event, "action"),
              text(event, "status"),
              event.path("seconds").asDouble(0),
              text(event, "cookbook"),
              text(event, "recipe"),
              event.path("line").asInt(0),
              text(event, "detail"),
              text(event, "diff"));
      case "run_completed" ->
          new RunCompleted(
              event.path("updated").asInt(0),
              event.path("total").asInt(0),
              event.path("seconds").asDouble(0));
      case "run_failed" ->
          new RunFailed(
              text(event, "resource"),
              text(event, "cookbook"),
              text(event, "recipe"),
              event.path("line").asInt(0),
              text(event, "message"),
              text(event, "log"));
      default -> new Other();
    };
  }

  private static String text(JsonNode event, String key) {
    return event.path(key).asString("");
  }
}
