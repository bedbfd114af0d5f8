package org.edgeztp.server.metrics;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.server.dhcp.DhcpEvent;
import org.edgeztp.server.dhcp6.Dhcp6Event;
import org.edgeztp.server.repository.PackageMirror;
import org.edgeztp.server.tftp.TransferEvent;
import org.jspecify.annotations.Nullable;

/**
 * What is counted and measured for Prometheus, under names that begin with {@code edgeztp_} and end
 * with their unit; what the Java process takes is beside it under {@code jvm_} and {@code
 * process_}.
 *
 * <p>The library takes a second to get ready, which no machine should wait for: what happens before
 * that is not counted.
 */
public final class Metrics {
  private final Inventory inventory;
  private final Leases leases;
  private final Clock clock;
  private volatile Optional<PackageMirror> mirror = Optional.empty();
  private volatile @Nullable Ready ready;

  private record Ready(PrometheusRegistry registry, Traffic traffic) {}

  public Metrics(Inventory inventory, Leases leases, Clock clock) {
    this.inventory = inventory;
    this.leases = leases;
    this.clock = clock;
  }

  /** Measures what a mirror is asked for and what its packages take, too; told before the start. */
  public void watch(PackageMirror packages) {
    mirror = Optional.of(packages);
  }

  /** Gets ready to count, in a thread of its own. */
  public Thread start(Watched watched) {
    return Thread.ofPlatform().name("metrics").daemon().start(() -> prepare(watched));
  }

  private void prepare(Watched watched) {
    var registry = new PrometheusRegistry();
    var traffic = new Traffic(registry);
    new Fleet(inventory, clock, registry);
    Addresses.register(leases, registry);
    mirror.ifPresent(packages -> Packages.register(packages, registry));
    Surroundings.register(watched, clock, registry);
    JvmMetrics.builder().register(registry);
    ready = new Ready(registry, traffic);
  }

  public void saw(DhcpEvent event) {
    count(traffic -> traffic.saw(event));
  }

  public void saw(Dhcp6Event event) {
    count(traffic -> traffic.saw(event));
  }

  public void saw(TransferEvent event) {
    count(traffic -> traffic.saw(event));
  }

  /** Counts the requests that a handler of a plane answers, and what it sends. */
  public Handler counting(Plane plane, Handler counted) {
    return new CountedHandler(
        counted,
        (request, response) ->
            count(traffic ->
                traffic.served(
                    plane,
                    Request.getPathInContext(request),
                    response.getStatus(),
                    Response.getContentBytesWritten(response))));
  }

  private void count(Consumer<Traffic> event) {
    Ready counters = ready;
    if (counters != null) {
      event.accept(counters.traffic());
    }
  }

  /** Serves them beside something else, as {@code GET /metrics}. */
  public Handler beside(Handler other) {
    return new MetricsPage(() -> Optional.ofNullable(ready).map(Ready::registry), other);
  }
}
