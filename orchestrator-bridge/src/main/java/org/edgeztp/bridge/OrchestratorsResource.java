package org.edgeztp.bridge;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.edgeztp.inventory.web.Resource;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET /api/v1/orchestrators}: whom machines are handed to.
 *
 * <pre>
 * {"items": [{"name": "central", "url": "https://orchestrator.example/events", "waiting": 1,
 *  "oldest": "2026-11-26T12:00:00Z", "answer": {"at": "2026-11-26T12:00:02Z", "text": "answered 500"}}]}
 * </pre>
 */
public record OrchestratorsResource(Handoff handoff) implements Resource {
  @Override
  public Object answer(String method, JsonNode body) {
    return Map.of("items", handoff.states().stream().map(OrchestratorsResource::view).toList());
  }

  private static Map<String, Object> view(OrchestratorState state) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", state.name());
    view.put("url", state.url());
    view.put("waiting", state.waiting());
    view.put("oldest", state.oldest().map(Instant::toString).orElse(null));
    view.put("answer", state.answer().orElse(null));
    return view;
  }
}
