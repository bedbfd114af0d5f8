package org.edgeztp.server.watch;

import java.io.IOException;
import java.net.Inet4Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.dhcp.ServerProbe;

/** Asks for the other DHCP servers of a link, and hears them. For one thread. */
public final class ServerSearch implements Search {
  private final Wire wire;
  private final Optional<Inet4Address> own;
  private final Neighbours neighbours = new Neighbours();
  private final MacAddress mask;
  private final int xid;

  private ServerSearch(Wire wire, Optional<Inet4Address> own, RandomGenerator random) {
    this.wire = wire;
    this.own = own;
    this.mask = mask(random);
    this.xid = random.nextInt();
  }

  /**
   * Opens the interface.
   *
   * @param own this host's address there, if it has one
   * @throws IOException if there is no such Ethernet interface, or no right to it (CAP_NET_RAW)
   */
  static ServerSearch on(String interfaceName, Optional<Inet4Address> own) throws IOException {
    Wire wire = new Wire(interfaceName, Wire.IPV4, Heard.FILTER, WAIT);
    return new ServerSearch(wire, own, RandomGenerator.getDefault());
  }

  /**
   * The servers that show themselves within a time.
   *
   * @throws IOException if there is no such Ethernet interface, or no right to it (CAP_NET_RAW)
   */
  public static List<OtherServer> around(
      String interfaceName, Optional<Inet4Address> own, Duration time, Clock clock)
      throws IOException {
    try (ServerSearch search = on(interfaceName, own)) {
      search.look(time, clock);
      return search.servers();
    }
  }

  /**
   * Asks twice: for options with the interface's own hardware address, which is answered at once
   * and to this card, and for an address with one that no card has.
   */
  @Override
  public void ask() throws IOException {
    if (own.isPresent()) {
      byte[] inform = ServerProbe.inform(wire.mac(), xid, own.get());
      wire.send(Heard.question(wire.mac(), own.get(), inform));
    }
    wire.send(Heard.question(wire.mac(), Ipv4.ANY, ServerProbe.discover(mask, xid)));
  }

  @Override
  public Optional<OtherServer> listen(Clock clock) throws IOException {
    return wire.receive()
        .flatMap(Heard::in)
        .filter(heard -> !heard.isFrom(own, wire.mac()))
        .flatMap(heard -> neighbours.heard(heard.sender(clock.instant())));
  }

  @Override
  public List<OtherServer> gone(Duration silence, Instant now) {
    return neighbours.gone(silence, now);
  }

  @Override
  public List<OtherServer> servers() {
    return neighbours.all();
  }

  @Override
  public List<OtherRouter> routers() {
    return List.of();
  }

  @Override
  public void close() {
    wire.close();
  }

  /** Locally administered, as the 2 in front says, then "ZTP", then by chance. */
  private static MacAddress mask(RandomGenerator random) {
    return new MacAddress(
        "02:5a:54:50:%02x:%02x".formatted(random.nextInt(256), random.nextInt(256)));
  }
}
