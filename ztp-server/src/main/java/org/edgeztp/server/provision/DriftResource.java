package org.edgeztp.server.provision;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.web.MachineResource;
import org.edgeztp.inventory.web.Problem;
import org.edgeztp.inventory.web.Resource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What roles would change on machines in service.
 *
 * <pre>
 * GET  /api/v1/drift                  of all that were compared, without the details
 * GET  /api/v1/machines/REF/drift     what was found last
 * POST /api/v1/machines/REF/drift     has it compared as soon as there is room
 * </pre>
 */
public record DriftResource(Inventory inventory, Drift drift) implements MachineResource {
  /**
   * What was found on one machine.
   *
   * @param status none, drifted, unknown (it could not be compared), or null where it was not yet
   * @param changes of at most 50 resources; null in a list of machines
   */
  record View(
      String machine,
      String label,
      @Nullable Instant at,
      @Nullable String status,
      @Nullable String text,
      @Nullable Object changes) {}

  @Override
  public List<String> methods() {
    return List.of("GET", "POST");
  }

  /** Of all machines. */
  public Resource all() {
    return new Resource() {
      @Override
      public List<String> methods() {
        return List.of("GET");
      }

      @Override
      public Object answer(String method, JsonNode body) {
        return listing();
      }
    };
  }

  private Map<String, Object> listing() {
    List<View> items =
        inventory.inState(List.of(State.IN_SERVICE)).stream()
            .flatMap(machine ->
                Drift.last(inventory, machine).map(entry -> listed(machine, entry)).stream())
            .toList();
    return Map.of("items", items);
  }

  @Override
  public Object answer(Machine machine, String method, JsonNode body) {
    if (method.equals("POST")) {
      if (machine.state() != State.IN_SERVICE) {
        return Problem.conflict(
            "it is " + machine.state() + ": machines that are in service are compared");
      }
      drift.ask(machine);
    }
    return Drift.last(inventory, machine)
        .map(entry -> whole(machine, entry))
        .orElseGet(
            () -> new View(machine.id().value(), machine.label(), null, null, null, List.of()));
  }

  private static View listed(Machine machine, Entry entry) {
    return new View(
        machine.id().value(), machine.label(), entry.lastAt(), status(entry), entry.text(), null);
  }

  private static View whole(Machine machine, Entry entry) {
    return new View(
        machine.id().value(),
        machine.label(),
        entry.lastAt(),
        status(entry),
        entry.text(),
        entry.facts().getOrDefault("changes", List.of()));
  }

  private static String status(Entry entry) {
    return String.valueOf(entry.facts().get("status")).toLowerCase(java.util.Locale.ROOT);
  }
}
