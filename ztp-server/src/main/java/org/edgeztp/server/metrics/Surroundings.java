package org.edgeztp.server.metrics;

import static java.util.stream.Collectors.groupingBy;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.edgeztp.bridge.Handoff;
import org.edgeztp.bridge.Pending;
import org.edgeztp.bridge.outbox.Delivery;

/** What the server hands on, and shares its links with. */
final class Surroundings {
  private Surroundings() {}

  static void register(Watched watched, Clock clock, PrometheusRegistry registry) {
    handoffs(watched.handoff(), clock, registry);
    Webhooks.register(watched.webhooks(), clock, registry);
    GaugeWithCallback.builder()
        .name("edgeztp_other_dhcp_servers")
        .help("Others that answer DHCP or DHCPv6, by link")
        .labelNames("link")
        .callback(
            point -> watched.links().get().forEach(link -> point.call(link.others(), link.name())))
        .register(registry);
    GaugeWithCallback.builder()
        .name("edgeztp_other_routers")
        .help("Others that advertise themselves or a prefix by IPv6, by link that has IPv6")
        .labelNames("link")
        .callback(
            point -> watched.links().get().forEach(link -> point.call(link.routers(), link.name())))
        .register(registry);
    GaugeWithCallback.builder()
        .name("edgeztp_link_silent")
        .help("1 where no DHCP, or no DHCPv6, is answered on a link, as somebody else does")
        .labelNames("link")
        .callback(point ->
            watched.links().get().forEach(link -> point.call(link.silent() ? 1 : 0, link.name())))
        .register(registry);
  }

  private static void handoffs(Handoff handoff, Clock clock, PrometheusRegistry registry) {
    byOrchestrator(
        "edgeztp_handoffs_waiting",
        "Machines that an orchestrator is to take or to let go, and has not decided on",
        handoff,
        List::size,
        registry);
    byOrchestrator(
        "edgeztp_handoffs_attempts",
        "Messages begun for these machines",
        handoff,
        pending ->
            pending.stream()
                .mapToInt(one -> one.delivery().map(Delivery::attempts).orElse(0))
                .sum(),
        registry);
    byOrchestrator(
        "edgeztp_handoffs_oldest_seconds",
        "How long the one that waits longest has waited",
        handoff,
        pending ->
            pending.stream()
                .map(one -> one.machine().since())
                .min(Instant::compareTo)
                .map(since -> Duration.between(since, clock.instant()).toSeconds())
                .orElse(0L),
        registry);
  }

  private static void byOrchestrator(
      String name,
      String help,
      Handoff handoff,
      ToDoubleFunction<List<Pending>> value,
      PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("orchestrator")
        .callback(point -> {
          var pending = handoff.pending().stream().collect(groupingBy(Pending::orchestrator));
          // Those that nothing waits for too, so that a rule can tell none from not asked.
          handoff.orchestrators().forEach(known -> pending.putIfAbsent(known, List.of()));
          pending.forEach((known, waiting) -> point.call(value.applyAsDouble(waiting), known));
        })
        .register(registry);
  }
}
