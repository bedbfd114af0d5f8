package org.edgeztp.server.ui;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Observation.Kind;
import org.edgeztp.inventory.machine.Machine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * How far a machine is in what is done to it now.
 *
 * @param percent of it; empty where it has no measure
 * @param left how long it takes yet, by how long the same took last; empty where that is not known
 */
record Headway(String text, Optional<Integer> percent, Optional<String> left) {
  /** Empty while nothing is done to it that tells of itself. */
  static Optional<Headway> of(Inventory inventory, Sources sources, Machine machine)
      throws InterruptedException {
    return switch (machine.state()) {
      case INSTALLING, WIPING -> reported(inventory, machine);
      case CONVERGING -> converging(sources, machine);
      default -> Optional.empty();
    };
  }

  /** As the machine itself reported last. */
  private static Optional<Headway> reported(Inventory inventory, Machine machine) {
    return inventory
        .last(machine, Kind.PROGRESS)
        .filter(entry -> entry.run() == machine.run())
        .filter(entry -> !entry.lastAt().isBefore(machine.since()))
        .map(entry -> new Headway(entry.text(), percent(entry.facts()), Optional.empty()));
  }

  private static Optional<Integer> percent(Map<String, Object> facts) {
    return facts.get("done") instanceof Number done
            && facts.get("total") instanceof Number total
            && total.longValue() > 0
        ? Optional.of(percent(done.doubleValue() / total.doubleValue()))
        : Optional.empty();
  }

  private static int percent(double share) {
    return (int) Math.floor(100 * Math.clamp(share, 0, 1));
  }

  private static Optional<Headway> converging(Sources sources, Machine machine)
      throws InterruptedException {
    try {
      return of(sources.of(machine, "plan", "GET", MissingNode.getInstance()));
    } catch (Sources.RefusedException e) {
      // It has no plan to be measured by: its profile or its cookbooks are gone.
      return Optional.empty();
    }
  }

  /** In steps, of which one that runs counts as far as its resources have ended. */
  static Optional<Headway> of(JsonNode plan) {
    List<JsonNode> steps = plan.path("steps").valueStream().toList();
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    long done = steps.stream().filter(step -> is("done", step)).count();
    Optional<JsonNode> running = steps.stream().filter(step -> is("running", step)).findFirst();
    String text = "%d of %d steps done".formatted(done, steps.size());
    return Optional.of(
        new Headway(
            running.map(step -> text + "; now " + told(step)).orElse(text),
            Optional.of(percent((done + running.map(Headway::share).orElse(0.0)) / steps.size())),
            Optional.of(plan.path("secondsLeft"))
                .filter(seconds -> seconds.asLong(0) > 0)
                .map(seconds -> Moment.span(Duration.ofSeconds(seconds.asLong())))));
  }

  private static boolean is(String status, JsonNode step) {
    return step.path("status").asString("").equals(status);
  }

  private static String told(JsonNode step) {
    String role = step.path("role").asString();
    int declared = step.path("declared").asInt(0);
    return declared > 0
        ? "%s, %d of %d resources".formatted(role, step.path("ended").asInt(0), declared)
        : role;
  }

  private static double share(JsonNode step) {
    double declared = step.path("declared").asInt(0);
    return declared > 0 ? Math.min(1, step.path("ended").asInt(0) / declared) : 0;
  }
}
