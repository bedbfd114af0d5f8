package org.edgeztp.server.watch;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The other servers of one link, from the packets that are heard there. */
final class Neighbours {
  /** More than that are made up. */
  private static final int MOST = 64;

  private final Map<InetAddress, OtherServer> servers = new LinkedHashMap<>();

  /** Takes note of what a packet tells of its sender; the server, when that was not known. */
  Optional<OtherServer> heard(OtherServer sender) {
    OtherServer before = servers.get(sender.address());
    if (before == null && servers.size() == MOST) {
      return Optional.empty();
    }
    OtherServer server = before == null ? sender : before.and(sender);
    servers.put(server.address(), server);
    return before == null ? Optional.of(server) : Optional.empty();
  }

  /** Drops and returns those that have been silent for so long. */
  List<OtherServer> gone(Duration silence, Instant now) {
    List<OtherServer> gone =
        servers.values().stream()
            .filter(server -> server.last().plus(silence).isBefore(now))
            .toList();
    gone.forEach(server -> servers.remove(server.address()));
    return gone;
  }

  List<OtherServer> all() {
    return List.copyOf(servers.values());
  }
}
