package org.edgeztp.bridge.hook;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Resource;
import tools.jackson.databind.JsonNode;

/**
 * {@code /api/v1/webhooks}: how far each webhook is.
 *
 * <pre>
 * GET   {"items": [{"name": "cmdb", "url": "https://cmdb.example/events", "seq": 4711,
 *       "waiting": 2, "oldest": "2026-11-26T12:00:00Z", "attempts": 1, "next": ..., "answer": ...}]}
 * POST  {"webhook": "cmdb"}                 has the next call made at once
 * POST  {"webhook": "cmdb", "after": 4700}  goes on behind that entry: sends again, or leaves out
 * gives the item
 * </pre>
 */
public record HooksResource(Hooks hooks) implements Resource {
  @Override
  public List<String> methods() {
    return List.of("GET", "POST");
  }

  @Override
  public Object answer(String method, JsonNode body) {
    return method.equals("POST")
        ? go(body)
        : Map.of("items", hooks.states().stream().map(HooksResource::view).toList());
  }

  private Object go(JsonNode body) {
    String name = body.path("webhook").asString("");
    JsonNode after = body.path("after");
    Optional<Sender> sender = hooks.find(name);
    if (sender.isEmpty()) {
      return Problem.notFound(
          "no webhook is called '%s': see GET /api/v1/webhooks".formatted(name));
    }
    if (!after.isMissingNode() && !(after.canConvertToLong() && after.asLong() >= 0)) {
      return Problem.badRequest("after is the number of an entry of the timeline, or 0");
    }
    if (after.asLong(0) > sender.get().newest()) {
      return Problem.badRequest(
          "after: the newest entry of the timeline is " + sender.get().newest());
    }
    if (after.isMissingNode()) {
      sender.get().hurry();
    } else {
      sender.get().move(after.asLong());
    }
    return view(sender.get().state());
  }

  private static Map<String, Object> view(HookState state) {
    Hook hook = state.hook();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("name", hook.name());
    view.put("url", hook.endpoint().shown());
    view.put("kinds", hook.wanted().kinds().stream().sorted().toList());
    view.put("states", hook.wanted().states().stream().sorted().map(State::name).toList());
    view.put("sites", hook.wanted().sites().stream().sorted().toList());
    view.put("seq", state.seq());
    view.put("waiting", state.waiting());
    view.put("oldest", state.oldest().map(Instant::toString).orElse(null));
    view.put("attempts", state.attempts());
    view.put("next", state.next().map(Instant::toString).orElse(null));
    view.put("delivered", state.delivered());
    view.put("failed", state.failed());
    view.put("answer", state.answer().orElse(null));
    return view;
  }
}
