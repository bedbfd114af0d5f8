package org.edgeztp.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.query.Field;
import org.edgeztp.inventory.query.Filter;

/** Where machines are, what is wrong with them, and how long they take. */
final class Fleet {
  /** Seconds, from an answer of the firmware to a slow installation. */
  private static final double[] BOUNDS = {1, 5, 15, 30, 60, 120, 300, 600, 1800, 3600};

  private final Inventory inventory;
  private final Counter moves;
  private final Histogram stays;

  /** When each machine came to the state that it is in. */
  private final Map<MachineId, Instant> since = new ConcurrentHashMap<>();

  Fleet(Inventory inventory, Clock clock, PrometheusRegistry registry) {
    this.inventory = inventory;
    moves =
        Counter.builder()
            .name("edgeztp_machine_moves_total")
            .help("How often machines came from one state to another")
            .labelNames("from", "to")
            .register(registry);
    stays =
        Histogram.builder()
            .name("edgeztp_machine_state_seconds")
            .help("How long machines were in the states that they left")
            .labelNames("state")
            .classicOnly()
            .classicUpperBounds(BOUNDS)
            .register(registry);
    GaugeWithCallback.builder()
        .name("edgeztp_machines")
        .help("Machines by state")
        .labelNames("state")
        .callback(
            point -> states().forEach((state, count) -> point.call((double) count, state.name())))
        .register(registry);
    GaugeWithCallback.builder()
        .name("edgeztp_machines_with_cause")
        .help("Machines that failed or have a fault, by its code in CAUSES.md")
        .labelNames("code")
        .callback(point -> causes().forEach((code, count) -> point.call(count, code)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("edgeztp_machines_overdue")
        .help("Machines that stay in a state for longer than they should")
        .callback(point -> point.call((double) overdue(clock.instant())))
        .register(registry);
    GaugeWithCallback.builder()
        .name("edgeztp_machines_oldest_seconds")
        .help("How long the one that is longest in a state has been in it; 0 where none is")
        .labelNames("state")
        .callback(point ->
            oldest(clock.instant())
                .forEach((state, age) -> point.call((double) age.toSeconds(), state.name())))
        .register(registry);
    // A rule sees no increase of what is not there before it happens.
    Lifecycle.passingStates()
        .forEach(from -> moves.initLabelValues(from.name(), State.FAILED.name()));
    moves.initLabelValues(State.HANDING_OFF.name(), State.IN_SERVICE.name());
    inventory.all().forEach(machine -> since.put(machine.id(), machine.since()));
    inventory.listen(this::moved);
  }

  private void moved(Entry entry) {
    entry
        .to()
        .ifPresent(to -> {
          Instant came = since.put(entry.machine(), entry.at());
          Optional<State> from = entry.from().filter(state -> state != to);
          from.ifPresent(left -> {
            moves.labelValues(left.name(), to.name()).inc();
            if (came != null) {
              stays
                  .labelValues(left.name())
                  .observe(Duration.between(came, entry.at()).toMillis() / 1000.0);
            }
          });
        });
  }

  /** Those without a machine too, so that a rule can tell none from not asked. */
  private Map<State, Long> states() {
    Map<State, Long> counts = new EnumMap<>(State.class);
    Map<String, Integer> there = inventory.counts(Filter.ALL, Field.STATE);
    for (State state : State.values()) {
      counts.put(state, there.getOrDefault(state.name(), 0).longValue());
    }
    return counts;
  }

  private Map<State, Duration> oldest(Instant now) {
    Map<State, Duration> oldest = new EnumMap<>(State.class);
    for (State state : State.values()) {
      oldest.put(state, Duration.ZERO);
    }
    for (Machine machine : inventory.all()) {
      Duration age = Duration.between(machine.since(), now);
      oldest.merge(machine.state(), age, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
    return oldest;
  }

  private Map<String, Integer> causes() {
    Map<String, Integer> codes = new HashMap<>(inventory.counts(Filter.ALL, Field.CAUSE));
    inventory
        .counts(Filter.parse(List.of("cause=")), Field.FAULT)
        .forEach((code, count) -> codes.merge(code, count, Integer::sum));
    return codes;
  }

  private int overdue(Instant now) {
    return inventory.count(Filter.parse(List.of("deadline<" + now)));
  }
}
