package org.edgeztp.server;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.web.Resource;
import org.edgeztp.server.watch.OtherRouter;
import org.edgeztp.server.watch.OtherServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The links served, and who else answers DHCP and DHCPv6 or advertises itself there: {@code GET
 * /api/v1/network}.
 */
record NetworkReport(NetworkWatches watches) implements Resource {
  @Override
  public Object answer(String method, JsonNode body) {
    return Map.of("items", watches.links().stream().map(Link::of).toList());
  }

  /** A link; {@code why} tells why nothing is answered there. */
  private record Link(
      String link,
      boolean answering,
      @Nullable String why,
      List<Other> otherServers,
      List<Router> otherRouters) {
    static Link of(NetworkWatches.Link link) {
      return new Link(
          link.name(),
          link.why().isEmpty(),
          link.why().orElse(null),
          link.servers().stream().map(Other::of).toList(),
          link.routers().stream().map(Router::of).toList());
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
          Ipv6.text(server.address()),
          server.mac().value(),
          server.sentence(),
          server.bootFile(),
          server.proxy(),
          server.first(),
          server.last());
    }
  }

  /** {@code strange} are prefixes that do not belong there. */
  private record Router(
      String address,
      String mac,
      String sentence,
      boolean router,
      List<String> prefixes,
      List<String> strange) {
    static Router of(OtherRouter router) {
      return new Router(
          Ipv6.text(router.address()),
          router.mac().value(),
          router.sentence(),
          router.router(),
          router.prefixes(),
          router.strange());
    }
  }
}
