package org.edgeztp.server.provision;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;

/** How long each role took the last time that it was converged anywhere. For many threads. */
public final class Durations {
  private final Map<String, Duration> last = new ConcurrentHashMap<>();

  /**
   * As the timelines tell: of each profile that of the machine which came into service last, so
   * that it costs as many questions as there are profiles, however many machines.
   */
  public static Durations of(Inventory inventory) {
    Map<String, Machine> newest = new HashMap<>();
    for (Machine machine : inventory.inState(List.of(State.IN_SERVICE))) { // longest there first
      machine.profile().ifPresent(profile -> newest.put(profile, machine));
    }
    var durations = new Durations();
    newest.values().forEach(machine -> durations.learn(inventory.steps(machine)));
    return durations;
  }

  void took(String role, double seconds) {
    last.put(role, Duration.ofMillis(Math.round(seconds * 1000)));
  }

  Optional<Duration> of(String role) {
    return Optional.ofNullable(last.get(role));
  }

  private void learn(List<Entry> steps) {
    for (Entry step : steps) {
      if (step.facts().get("step") instanceof String role
          && step.facts().get("seconds") instanceof Number seconds) {
        took(role, seconds.doubleValue());
      }
    }
  }
}
