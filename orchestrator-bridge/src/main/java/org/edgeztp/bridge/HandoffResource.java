package org.edgeztp.bridge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.bridge.outbox.Delivery;
import org.edgeztp.inventory.Sites;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Resource;
import tools.jackson.databind.JsonNode;

/**
 * {@code /api/v1/handoffs}: what orchestrators are told and have not decided.
 *
 * <pre>
 * GET   {"orchestrators": ["central"], "items": [{"machine": "ID", "hostname": "db1",
 *       "orchestrator": "central", "state": "HANDING_OFF", "event": "evt_0123456789_1", "attempts": 2,
 *       "taken": null, "next": "2026-11-26T12:00:00Z", "error": "answered 500"}]}
 * POST  {"machine": "ID"}      has the next call made at once
 * gives the item
 * </pre>
 */
public record HandoffResource(Handoff handoff) implements Resource {
  @Override
  public List<String> methods() {
    return List.of("GET", "POST");
  }

  @Override
  public Object answer(String method, JsonNode body) {
    return method.equals("POST")
        ? hurry(body.path("machine").asString(""))
        : Map.of(
            "orchestrators",
            handoff.orchestrators(),
            "items",
            handoff.pending().stream().map(HandoffResource::view).toList());
  }

  private Object hurry(String ref) {
    List<Pending> meant =
        Sites.everywhere(handoff::pending).stream()
            .filter(pending -> isCalled(pending.machine(), ref))
            .toList();
    if (meant.size() != 1) {
      return Problem.conflict(
          "no orchestrator is told anything of '%s' now: see GET /api/v1/handoffs".formatted(ref));
    }
    Machine machine = Sites.check(meant.getFirst().machine());
    return handoff.hurry(machine)
        ? handoff.pending().stream()
            .filter(pending -> pending.machine().id().equals(machine.id()))
            .findFirst()
            .<Object>map(HandoffResource::view)
            .orElseGet(() -> gone(machine))
        : gone(machine);
  }

  private static Problem gone(Machine machine) {
    return Problem.conflict(machine.label() + " went on just now");
  }

  private static boolean isCalled(Machine machine, String ref) {
    return machine.id().value().equals(ref)
        || machine.mac().value().equalsIgnoreCase(ref)
        || machine.label().equals(ref);
  }

  private static Map<String, Object> view(Pending pending) {
    Optional<Delivery> delivery = pending.delivery();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("machine", pending.machine().id().value());
    view.put("hostname", pending.machine().hostname().orElse(null));
    view.put("orchestrator", pending.orchestrator());
    view.put("state", pending.machine().state().name());
    view.put("since", pending.machine().since().toString());
    view.put("event", delivery.map(Delivery::event).orElse(null));
    view.put("attempts", delivery.map(Delivery::attempts).orElse(0));
    view.put("taken", delivery.flatMap(Delivery::offeredAt).map(Object::toString).orElse(null));
    view.put("next", delivery.map(Delivery::nextAt).map(Object::toString).orElse(null));
    view.put("error", delivery.flatMap(Delivery::lastError).orElse(null));
    return view;
  }
}
