package org.edgeztp.server;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.server.watch.NetworkWatch;
import org.edgeztp.server.watch.OtherServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The links served, and who else answers DHCP there: {@code GET /api/v1/network}. */
record NetworkReport(NetworkWatches watches) implements Resource {
  @Override
  public Object answer(String method, JsonNode body) {
    return Map.of("items", watches.links().stream().map(Link::of).toList());
  }

  /** A link; {@code why} tells why nothing is answered there. */
  private record Link(
      String link, boolean answering, @Nullable String why, List<Other> otherServers) {
    static Link of(NetworkWatch watch) {
      String why = watch.restraint().orElse(null);
      return new Link(
          watch.link(), why == null, why, watch.others().stream().map(Other::of).toList());
    }
  }

  private record Other(
      String address,
      String mac,
      String sentence,
      String bootFile,
      boolean proxy,
      Instant first,
      Instant last) {
    static Other of(OtherServer server) {
      return new Other(
          server.address().getHostAddress(),
          server.mac().value(),
          server.sentence(),
          server.bootFile(),
          server.proxy(),
          server.first(),
          server.last());
    }
  }
}
