package org.edgeztp.server.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.edgeztp.bridge.hook.HookState;

/** What waits for webhooks, and how they take it. */
final class Webhooks {
  private Webhooks() {}

  static void register(Supplier<List<HookState>> states, Clock clock, PrometheusRegistry registry) {
    gauge(
        "edgeztp_webhook_waiting",
        "Events that a webhook is still to be sent, among the next 1000 entries of the timeline",
        HookState::waiting,
        states,
        registry);
    gauge(
        "edgeztp_webhook_oldest_seconds",
        "How old the first of these is",
        state ->
            state.oldest().map(at -> Duration.between(at, clock.instant()).toSeconds()).orElse(0L),
        states,
        registry);
    counter(
        "edgeztp_webhook_delivered",
        "Events that a webhook took",
        HookState::delivered,
        states,
        registry);
    counter(
        "edgeztp_webhook_failures",
        "Calls to a webhook in vain",
        HookState::failed,
        states,
        registry);
  }

  private static void gauge(
      String name,
      String help,
      ToDoubleFunction<HookState> value,
      Supplier<List<HookState>> states,
      PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("webhook")
        .callback(point ->
            states
                .get()
                .forEach(state -> point.call(value.applyAsDouble(state), state.hook().name())))
        .register(registry);
  }

  private static void counter(
      String name,
      String help,
      ToDoubleFunction<HookState> value,
      Supplier<List<HookState>> states,
      PrometheusRegistry registry) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("webhook")
        .callback(point ->
            states
                .get()
                .forEach(state -> point.call(value.applyAsDouble(state), state.hook().name())))
        .register(registry);
  }
}
