package org.edgeztp.inventory.web;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A part of the API that is not of the inventory, below {@code /api/v1/NAME}. */
@FunctionalInterface
public interface Resource {
  /**
   * Answers one request.
   *
   * @param method GET or POST
   * @param body what was posted; a missing node when nothing was
   * @return what becomes the JSON of the answer
   * @throws IllegalArgumentException with a sentence for the caller, when it asks amiss
   */
  Object answer(String method, JsonNode body);

  /** The same for resources that read what follows the question mark, each name once. */
  default Object answer(String method, Map<String, String> query, JsonNode body) {
    return answer(method, body);
  }

  /** Takes away one of its items. */
  default Object remove(String item) {
    return Problem.notFound("nothing here is called '" + item + "'");
  }

  /** The longest body in bytes that is read; 65536 unless it needs more. */
  default int bodyLimit() {
    return 64 << 10;
  }
}
