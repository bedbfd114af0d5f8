package org.edgeztp.inventory.web;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A part of the API that is not of the inventory, below {@code /api/v1/NAME}. */
@FunctionalInterface
public interface Resource {
  /**
   * Answers one request.
   *
   * @param method one of {@link #methods}
   * @param body what was posted; a missing node when nothing was
   * @return what becomes the JSON of the answer
   * @throws IllegalArgumentException with a sentence for the caller, when it asks amiss
   */
  Object answer(String method, JsonNode body);

  /** The same for resources that read what follows the question mark, each name once. */
  default Object answer(String method, Map<String, String> query, JsonNode body) {
    return answer(method, body);
  }

  /** What it takes: GET, POST or both; GET unless it says otherwise. */
  default List<String> methods() {
    return List.of("GET");
  }

  /** What its items take: GET, DELETE, both, or nothing where it has no items to name. */
  default List<String> itemMethods() {
    return List.of();
  }

  /** The parts of an item's path; an item whose name has slashes takes several. */
  default List<String> itemParts() {
    return List.of("item");
  }

  /**
   * Answers a request for one of its items; unless a resource has some, there is none.
   *
   * @param method one of {@link #itemMethods}
   * @param item its {@link #itemParts}, with slashes between
   */
  default Object item(String method, String item) {
    return Problem.notFound("nothing here is called '" + item + "'");
  }

  /**
   * Whether its items take content of any length by PUT, which {@link #take} reads as it arrives.
   */
  default boolean takesContent() {
    return false;
  }

  /**
   * Takes content of an item; unless a resource {@link #takesContent}, there is none.
   *
   * @param item its {@link #itemParts}, with slashes between
   * @param content fails to be read when its sender leaves
   */
  default Object take(String item, Map<String, String> query, InputStream content) {
    return Problem.notFound("nothing here is called '" + item + "'");
  }

  /** The longest body in bytes that is read; 65536 unless it needs more. */
  default int bodyLimit() {
    return 64 << 10;
  }
}
