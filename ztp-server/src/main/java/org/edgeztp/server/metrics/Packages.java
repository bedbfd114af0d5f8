package org.edgeztp.server.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.edgeztp.server.repository.CacheUse;
import org.edgeztp.server.repository.PackageMirror;

/** What the mirror is asked for, and what its packages take. */
final class Packages {
  private Packages() {}

  static void register(PackageMirror mirror, PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name("edgeztp_mirror_cache_bytes")
        .help("What the packages of the mirror take on the disk")
        .callback(point -> use(mirror).ifPresent(use -> point.call((double) use.bytes())))
        .register(registry);
    GaugeWithCallback.builder()
        .name("edgeztp_mirror_cache_limit_bytes")
        .help("What they may take; beyond it those go that nobody asked for the longest")
        .callback(point -> use(mirror).ifPresent(use -> point.call((double) use.limit())))
        .register(registry);
    CounterWithCallback.builder()
        .name("edgeztp_mirror_removed_files_total")
        .help("Files of the mirror that went because of the limit")
        .callback(point -> use(mirror).ifPresent(use -> point.call((double) use.removed())))
        .register(registry);
    CounterWithCallback.builder()
        .name("edgeztp_mirror_requests_total")
        .help("Requests to the package mirror by archive and by what became of them")
        .labelNames("archive", "result")
        .callback(point ->
            mirror.requests((archive, result, requests) ->
                point.call((double) requests, archive, result.name().toLowerCase(Locale.ROOT))))
        .register(registry);
  }

  /** Nothing where the disk fails: that is no reason to measure nothing else. */
  private static Optional<CacheUse> use(PackageMirror mirror) {
    try {
      return Optional.of(mirror.use());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
