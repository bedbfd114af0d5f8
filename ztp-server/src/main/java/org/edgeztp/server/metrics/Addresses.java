package org.edgeztp.server.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.PoolUse;

/** How full the pools are. */
final class Addresses {
  private Addresses() {}

  static void register(Leases leases, PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("edgeztp_leases")
        .help("Addresses of pools that machines cannot get now, by subnet and why")
        .labelNames("subnet", "state")
        .callback(point -> leases.uses().forEach(use -> taken(use, point::call)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("edgeztp_pool_addresses")
        .help("Addresses that a subnet has for any machine")
        .labelNames("subnet")
        .callback(
            point -> leases.uses().forEach(use -> point.call((double) use.size(), subnet(use))))
        .register(registry);
  }

  private interface Point {
    void call(double value, String... labels);
  }

  private static void taken(PoolUse use, Point point) {
    point.call(use.active(), subnet(use), "active");
    point.call(use.offered(), subnet(use), "offered");
    point.call(use.declined(), subnet(use), "declined");
  }

  private static String subnet(PoolUse use) {
    return use.pool().subnet().toString();
  }
}
