package org.edgeztp.server.access;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the audit keeps of what was sent: its JSON, without the values of secret keys and without
 * files, which may hold secrets of their own.
 */
final class Redaction {
  private static final int LIMIT = 4096;
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern SECRET =
      Pattern.compile(
          "passw|passphrase|secret|token|credential|private|api[-_]?key", Pattern.CASE_INSENSITIVE);

  /** What stands for a secret. */
  static final String GONE = "***";

  private Redaction() {}

  static String of(String body) {
    if (body.isBlank()) {
      return "";
    }
    try {
      String kept = JSON.writeValueAsString(redacted(JSON.readTree(body)));
      return kept.length() <= LIMIT ? kept : "(%d characters)".formatted(kept.length());
    } catch (JacksonException e) {
      return "(%d characters that are not JSON)".formatted(body.length());
    }
  }

  /** Whether what is called so is none of the record's business. */
  static boolean isSecret(String key) {
    return SECRET.matcher(key).find();
  }

  /** The JSON of a value. */
  static String json(JsonNode value) {
    return JSON.writeValueAsString(redacted(value.deepCopy()));
  }

  private static JsonNode redacted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String key : object.propertyNames()) {
        JsonNode value = object.get(key);
        if (isSecret(key)) {
          object.put(key, GONE);
        } else if (value.isString() && value.stringValue().contains("\n")) {
          object.put(key, "(%d characters)".formatted(value.stringValue().length()));
        } else {
          redacted(value);
        }
      }
    } else if (node.isArray()) {
      node.forEach(Redaction::redacted);
    }
    return node;
  }
}
