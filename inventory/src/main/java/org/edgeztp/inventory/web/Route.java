package org.edgeztp.inventory.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that the API does.
 *
 * @param path below the server's address; {@code {name}} stands for any one segment
 * @param bodyLimit the longest body in bytes that is read; {@link #CONTENT} where the action reads
 *     it from the request
 */
record Route(String method, String path, int bodyLimit, Action action) {
  static final int USUAL_LIMIT = 64 << 10;
  static final int CONTENT = -1;

  /** What answers. */
  @FunctionalInterface
  interface Action {
    /**
     * Answers one request.
     *
     * @return a {@link Problem}, {@link Rejected}, {@link Streamed}, {@link Paged}, {@link Tagged}
     *     or {@link Untold}; anything else becomes the JSON of the answer
     * @throws IllegalArgumentException with a sentence for the caller, when it asks amiss
     */
    Object answer(Question question) throws UpstreamException, InterruptedException;
  }

  static Route get(String path, Action action) {
    return new Route("GET", path, USUAL_LIMIT, action);
  }

  static Route post(String path, Action action) {
    return new Route("POST", path, USUAL_LIMIT, action);
  }

  static Route delete(String path, Action action) {
    return new Route("DELETE", path, USUAL_LIMIT, action);
  }

  /** What stands for its names in a path; empty where it is no route to that. */
  Optional<Map<String, String>> match(List<String> segments) {
    String[] own = path.substring(1).split("/", -1);
    if (own.length != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < own.length; i++) {
      if (own[i].startsWith("{") && !segments.get(i).isEmpty()) {
        named.put(own[i].substring(1, own[i].length() - 1), segments.get(i));
      } else if (!own[i].equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(named);
  }
}
