package org.edgeztp.server.ui;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;
import tools.jackson.databind.JsonNode;

/**
 * What each orchestrator is told and has not decided, what it refused, and what it runs.
 *
 * @param fault why the last thing asked for was not done
 */
record HandoffsPage(List<Target> targets, Optional<String> fault) {
  /**
   * An orchestrator.
   *
   * @param serving how many machines it has in service
   */
  record Target(String name, boolean known, long serving, List<Line> waiting, List<Stuck> failed) {}

  /**
   * A machine that it is to take or to let go.
   *
   * @param taken whether it took the message, and is asked since then
   */
  record Line(
      String id,
      String label,
      Mark mark,
      Moment since,
      int attempts,
      boolean taken,
      Optional<Moment> next,
      String error) {}

  /** A machine that it refused, or that it never answered of. */
  record Stuck(String id, String label, Moment since, String why) {}

  static HandoffsPage of(
      Inventory inventory, JsonNode handoffs, Optional<String> fault, Instant now) {
    Map<String, Target> targets = new TreeMap<>();
    Map<String, Long> serving =
        inventory.inState(List.of(State.IN_SERVICE)).stream()
            .collect(groupingBy(machine -> orchestrator(machine, inventory), counting()));
    List<Machine> failed =
        inventory.inState(List.of(State.FAILED)).stream()
            .filter(machine -> machine.failure().filter(HandoffsPage::isOfHandoff).isPresent())
            .toList();
    handoffs
        .path("orchestrators")
        .forEach(name ->
            targets.put(
                name.asString(),
                target(name.asString(), true, inventory, handoffs, failed, serving, now)));
    handoffs
        .path("items")
        .valueStream()
        .map(item -> item.path("orchestrator").asString())
        .filter(name -> !targets.containsKey(name))
        .distinct()
        .toList()
        .forEach(name ->
            targets.put(name, target(name, false, inventory, handoffs, failed, serving, now)));
    return new HandoffsPage(List.copyOf(targets.values()), fault);
  }

  private static boolean isOfHandoff(org.edgeztp.inventory.machine.Failure failure) {
    return failure.phase() == State.HANDING_OFF || failure.phase() == State.DRAINING;
  }

  private static String orchestrator(Machine machine, Inventory inventory) {
    return inventory.profileOf(machine).map(Profile::orchestrator).orElse("");
  }

  private static Target target(
      String name,
      boolean known,
      Inventory inventory,
      JsonNode handoffs,
      List<Machine> failed,
      Map<String, Long> serving,
      Instant now) {
    return new Target(
        name,
        known,
        serving.getOrDefault(name, 0L),
        handoffs
            .path("items")
            .valueStream()
            .filter(item -> item.path("orchestrator").asString().equals(name))
            .map(item -> line(item, inventory, now))
            .toList(),
        failed.stream()
            .filter(machine -> orchestrator(machine, inventory).equals(name))
            .map(machine ->
                new Stuck(
                    machine.id().value(),
                    machine.label(),
                    new Moment(machine.since(), now),
                    machine.failure().map(failure -> failure.cause()).orElse("")))
            .toList());
  }

  private static Line line(JsonNode item, Inventory inventory, Instant now) {
    String id = item.path("machine").asString();
    return new Line(
        id,
        inventory.find(new MachineId(id)).map(Machine::label).orElse(id),
        new Mark(State.valueOf(item.path("state").asString())),
        new Moment(Instant.parse(item.path("since").asString()), now),
        item.path("attempts").asInt(),
        item.path("taken").isString(),
        Optional.of(item.path("next").asString(""))
            .filter(text -> !text.isEmpty())
            .map(text -> new Moment(Instant.parse(text), now)),
        item.path("error").asString(""));
  }
}
