package org.edgeztp.server.metrics;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.edgeztp.inventory.lease.Lease;
import org.edgeztp.inventory.lease.LeaseState;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.Pool;

/** How full the pools are. */
final class Addresses {
  private Addresses() {}

  static void register(Leases leases, List<Pool> pools, Clock clock, PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("edgeztp_leases")
        .help("Addresses that machines cannot get now, by subnet and why")
        .labelNames("subnet", "state")
        .callback(point -> taken(leases.all(), pools, clock.instant(), point::call))
        .register(registry);
    GaugeWithCallback.builder()
        .name("edgeztp_pool_addresses")
        .help("Addresses that a subnet has for any machine, give or take the excluded ones")
        .labelNames("subnet")
        .callback(point -> pools.forEach(pool -> point.call(pool.size(), name(pool))))
        .register(registry);
  }

  private interface Point {
    void call(double value, String... labels);
  }

  private static void taken(List<Lease> leases, List<Pool> pools, Instant now, Point point) {
    for (Pool pool : pools) {
      Map<LeaseState, Long> counts =
          leases.stream()
              .filter(lease -> lease.expires().isAfter(now))
              .filter(lease -> lease.state() != LeaseState.RELEASED)
              .filter(lease -> pool.subnet().contains(lease.address()))
              .collect(groupingBy(Lease::state, counting()));
      for (LeaseState state : List.of(LeaseState.OFFERED, LeaseState.ACTIVE, LeaseState.DECLINED)) {
        point.call(
            (double) counts.getOrDefault(state, 0L),
            name(pool),
            state.name().toLowerCase(Locale.ROOT));
      }
    }
  }

  private static String name(Pool pool) {
    return pool.subnet().toString();
  }
}
