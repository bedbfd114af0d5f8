package org.edgeztp.server.watch;

import java.io.IOException;
import java.net.Inet6Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.edgeztp.server.dhcp6.Dhcp6Settings;
import org.edgeztp.server.dhcp6.ServerProbe6;
import org.edgeztp.server.dhcp6.ServerReply6;

/** Asks for the other DHCPv6 servers and routers of a link, and hears them. For one thread. */
public final class ServerSearch6 implements Search {
  /** A link with more routers than that has somebody who makes them up. */
  private static final int MOST = 64;

  private final Wire wire;
  private final Inet6Address source;
  private final Optional<Dhcp6Settings> own;
  private final Neighbours neighbours = new Neighbours();
  private final Map<Inet6Address, Advertised> routers = new LinkedHashMap<>();
  private final UUID client = UUID.randomUUID();

  /** A router, and when it said so last. */
  private record Advertised(OtherRouter router, Instant last) {}

  /** Who shows themselves on a link. */
  public record Found(List<OtherServer> servers, List<OtherRouter> routers) {
    public Found {
      servers = List.copyOf(servers);
      routers = List.copyOf(routers);
    }
  }

  private ServerSearch6(Wire wire, Inet6Address source, Optional<Dhcp6Settings> own) {
    this.wire = wire;
    this.source = source;
    this.own = own;
  }

  /**
   * Opens the interface.
   *
   * @param own what this server serves there
   * @throws IOException if there is no such Ethernet interface, no right to it (CAP_NET_RAW), or no
   *     IPv6 on it yet
   */
  static ServerSearch6 on(String interfaceName, Optional<Dhcp6Settings> own) throws IOException {
    Inet6Address source =
        LinkLocal.of(interfaceName)
            .orElseThrow(
                () -> new IOException(interfaceName + " has no link-local IPv6 address (yet)"));
    Wire wire = new Wire(interfaceName, Wire.IPV6, Frame6.FILTER, WAIT);
    return new ServerSearch6(wire, source, own);
  }

  /**
   * Those that show themselves within a time.
   *
   * @throws IOException as {@link #on} does
   */
  public static Found around(
      String interfaceName, Optional<Dhcp6Settings> own, Duration time, Clock clock)
      throws IOException {
    try (ServerSearch6 search = on(interfaceName, own)) {
      search.look(time, clock);
      return new Found(search.servers(), search.routers());
    }
  }

  /** From the interface's own address, to which servers find the way by neighbour discovery. */
  @Override
  public void ask() throws IOException {
    for (byte[] question : ServerProbe6.questions(client)) {
      wire.send(Frame6.question(wire.mac(), source, question));
    }
    wire.send(Frame6.solicitation(wire.mac(), source));
  }

  @Override
  public Optional<OtherServer> listen(Clock clock) throws IOException {
    Optional<Frame6> frame = wire.receive().flatMap(Frame6::read);
    Instant now = clock.instant();
    frame
        .flatMap(heard -> OtherRouter.in(heard, own))
        .filter(router -> routers.size() < MOST || routers.containsKey(router.address()))
        .ifPresent(router -> routers.put(router.address(), new Advertised(router, now)));
    return frame.flatMap(heard -> server(heard, now)).flatMap(neighbours::heard);
  }

  /** Answers of this server come back from relays on the link. */
  private Optional<OtherServer> server(Frame6 frame, Instant now) {
    boolean udp = frame.protocol() == Frame6.UDP && frame.payload().capacity() >= Frame6.UDP_HEADER;
    if (!udp) {
      return Optional.empty();
    }
    return ServerReply6.read(frame.behind(Frame6.UDP_HEADER))
        .filter(reply -> own.filter(reply::isFrom).isEmpty())
        .map(reply ->
            new OtherServer(
                frame.source(),
                frame.mac(),
                reply.address().map(given -> given),
                reply.bootFile(),
                false,
                now,
                now));
  }

  @Override
  public List<OtherServer> gone(Duration silence, Instant now) {
    routers.values().removeIf(router -> router.last().plus(silence).isBefore(now));
    return neighbours.gone(silence, now);
  }

  @Override
  public List<OtherServer> servers() {
    return neighbours.all();
  }

  @Override
  public List<OtherRouter> routers() {
    return routers.values().stream().map(Advertised::router).toList();
  }

  @Override
  public void close() {
    wire.close();
  }
}
