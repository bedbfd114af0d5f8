package org.edgeztp.inventory.web;

import java.util.List;
import java.util.Map;
import org.edgeztp.inventory.machine.Machine;
import tools.jackson.databind.JsonNode;

/** A part of a machine that other rooms know of, below {@code /api/v1/machines/REF/NAME}. */
@FunctionalInterface
public interface MachineResource {
  /**
   * Answers one request.
   *
   * @param method one of {@link #methods}
   * @param body what was sent; a missing node when nothing was
   * @return what becomes the JSON of the answer, or a {@link Streamed}
   * @throws IllegalArgumentException with a sentence for the caller, when it asks amiss
   * @throws UpstreamException when what stands behind the resource does not do it
   */
  Object answer(Machine machine, String method, JsonNode body)
      throws UpstreamException, InterruptedException;

  /** What it takes: some of GET, POST, PUT and DELETE. */
  default List<String> methods() {
    return List.of("GET");
  }

  /** The same for parts that read what follows the question mark, each name once. */
  default Object answer(Machine machine, String method, Map<String, String> query, JsonNode body)
      throws UpstreamException, InterruptedException {
    return answer(machine, method, body);
  }
}
