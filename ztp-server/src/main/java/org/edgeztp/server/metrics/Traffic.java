package org.edgeztp.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Locale;
import org.edgeztp.server.dhcp.DhcpEvent;
import org.edgeztp.server.dhcp6.Dhcp6Event;
import org.edgeztp.server.tftp.TransferEvent;

/** Counts what the protocol rooms see. */
final class Traffic {
  private static final String V4 = "ipv4";
  private static final String V6 = "ipv6";

  private final Counter dhcp;
  private final Counter transfers;
  private final Counter sent;
  private final Counter repeated;
  private final Counter requests;
  private final Counter answered;

  Traffic(PrometheusRegistry registry) {
    dhcp =
        Counter.builder()
            .name("edgeztp_dhcp_packets_total")
            .help("DHCP packets by what became of them")
            .labelNames("family", "outcome")
            .register(registry);
    transfers =
        Counter.builder()
            .name("edgeztp_tftp_requests_total")
            .help("TFTP requests by what became of them")
            .labelNames("outcome")
            .register(registry);
    sent =
        Counter.builder()
            .name("edgeztp_tftp_sent_bytes_total")
            .help("Length of the files that TFTP clients got whole")
            .register(registry);
    repeated =
        Counter.builder()
            .name("edgeztp_tftp_repeated_packets_total")
            .help("DATA packets that had to be sent more than once")
            .register(registry);
    requests =
        Counter.builder()
            .name("edgeztp_http_requests_total")
            .help("HTTP requests by what they were for and the status of the answer")
            .labelNames("plane", "kind", "status")
            .register(registry);
    answered =
        Counter.builder()
            .name("edgeztp_http_sent_bytes_total")
            .help("Length of what HTTP clients were sent")
            .labelNames("plane", "kind")
            .register(registry);
    begin();
  }

  /** At zero, since a rule sees no increase of what is not there before it happens. */
  private void begin() {
    for (String family : List.of(V4, V6)) {
      List.of("silent", "refused", "malformed", "failed")
          .forEach(what -> dhcp.initLabelValues(family, what));
    }
    List.of("size-asked", "refused", "failed", "finished").forEach(transfers::initLabelValues);
    for (Plane plane : Plane.values()) {
      for (String kind : plane.kinds()) {
        requests.initLabelValues(plane.text(), kind, "500");
        answered.initLabelValues(plane.text(), kind);
      }
    }
  }

  void served(Plane plane, String path, int status, long bytes) {
    requests.labelValues(plane.text(), plane.kind(path), String.valueOf(status)).inc();
    answered.labelValues(plane.text(), plane.kind(path)).inc(bytes);
  }

  void saw(DhcpEvent event) {
    String outcome =
        switch (event) {
          case DhcpEvent.Answered answered -> answered.answer().toLowerCase(Locale.ROOT);
          case DhcpEvent.Silent _ -> "silent";
          case DhcpEvent.Refused _ -> "refused";
          case DhcpEvent.Observed _ -> "observed";
          case DhcpEvent.Elsewhere _ -> "elsewhere";
          case DhcpEvent.Malformed _ -> "malformed";
          case DhcpEvent.Failed _ -> "failed";
        };
    dhcp.labelValues(V4, outcome).inc();
  }

  void saw(Dhcp6Event event) {
    String outcome =
        switch (event) {
          case Dhcp6Event.Answered answered -> answered.answer().toLowerCase(Locale.ROOT);
          case Dhcp6Event.Silent _ -> "silent";
          case Dhcp6Event.Refused _ -> "refused";
          case Dhcp6Event.Malformed _ -> "malformed";
          case Dhcp6Event.Failed _ -> "failed";
        };
    dhcp.labelValues(V6, outcome).inc();
  }

  void saw(TransferEvent event) {
    switch (event) {
      case TransferEvent.Started _ -> {}
      case TransferEvent.SizeAsked _ -> transfers.labelValues("size-asked").inc();
      case TransferEvent.Refused _ -> transfers.labelValues("refused").inc();
      case TransferEvent.Failed _ -> transfers.labelValues("failed").inc();
      case TransferEvent.Finished finished -> {
        transfers.labelValues("finished").inc();
        sent.inc(finished.bytes());
        repeated.inc(finished.repeated());
      }
    }
  }
}
