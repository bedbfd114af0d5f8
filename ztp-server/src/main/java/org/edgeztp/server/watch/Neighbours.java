package org.edgeztp.server.watch;

import java.net.Inet4Address;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.machine.MacAddress;

/** The other DHCP servers of one link, from the packets that are heard there. */
final class Neighbours {
  private final Optional<Inet4Address> own;
  private final MacAddress ownMac;
  private final Map<Inet4Address, OtherServer> servers = new LinkedHashMap<>();

  /**
   * @param own this server's address there, if it has one
   * @param ownMac its network card
   */
  Neighbours(Optional<Inet4Address> own, MacAddress ownMac) {
    this.own = own;
    this.ownMac = ownMac;
  }

  /** Takes note of a packet; the server it came from, when that was not known. */
  Optional<OtherServer> heard(Heard heard, Instant now) {
    if (isOwn(heard)) {
      return Optional.empty();
    }
    OtherServer before = servers.get(heard.server());
    OtherServer server = before == null ? OtherServer.of(heard, now) : before.and(heard, now);
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

  /**
   * An answer of ours comes back from a relay on the link, with the relay as its sender. With our
   * address as the sender but another card, it is somebody else's.
   */
  private boolean isOwn(Heard heard) {
    boolean ourName = own.filter(heard.server()::equals).isPresent();
    boolean ourAddress = own.filter(heard.source()::equals).isPresent();
    return heard.mac().equals(ownMac) || (ourName && !ourAddress);
  }
}
