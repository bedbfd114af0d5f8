package org.edgeztp.server.dhcp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.server.socket.Interfaces;

/**
 * The sockets that every Java has: one at the address of each network, for relays and renewals and
 * for all that is sent, and one that hears broadcasts. Java does not tell which interface a
 * broadcast came in on, so they are answered only where there is no doubt: on a host with one
 * interface beside the loopback. A broadcast leaves by the interface that has the address its
 * socket is bound to; clients without an address are reached in no other way.
 */
final class PortableDhcpSocket implements DhcpSocket {
  private static final int WAIT_MILLIS = 250;
  private static final int LARGEST = 1500;

  private final DhcpSettings settings;
  private final Selector selector;
  private final Map<Network, DatagramChannel> channels = new HashMap<>();
  private final Optional<Network> hearsBroadcasts;

  /**
   * Opens them.
   *
   * @throws IOException if an interface is missing, or the port is taken or not allowed
   */
  PortableDhcpSocket(DhcpSettings settings) throws IOException {
    this.settings = settings;
    for (Network network : settings.networks()) {
      var _ = Interfaces.named(network.networkInterface());
    }
    this.hearsBroadcasts = onlyLink(settings.networks());
    this.selector = Selector.open();
    try {
      for (Network network : settings.networks()) {
        channels.put(network, open(network.server(), Optional.of(network)));
      }
      if (hearsBroadcasts.isPresent()) {
        var _ = open(Ipv4.ANY, hearsBroadcasts);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** The network of the host's only interface, when it is served. */
  private static Optional<Network> onlyLink(List<Network> networks) throws IOException {
    List<String> links = new ArrayList<>();
    for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
      if (!one.isLoopback()) {
        links.add(one.getName());
      }
    }
    return networks.stream()
        .filter(network -> links.equals(List.of(network.networkInterface())))
        .findFirst();
  }

  private DatagramChannel open(Inet4Address address, Optional<Network> network) throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
      channel.configureBlocking(false);
      channel.bind(new InetSocketAddress(address, settings.serverPort()));
      channel.register(selector, SelectionKey.OP_READ, network.orElseThrow());
      return channel;
    } catch (IOException e) {
      channel.close();
      throw new IOException(
          "binding UDP port %d at %s".formatted(settings.serverPort(), address.getHostAddress()),
          e);
    }
  }

  /** Whom it hears and how it reaches clients, as a clause for the log. */
  String form() {
    return hearsBroadcasts
        .map(network ->
            "on %s, broadcast to clients without an address".formatted(network.networkInterface()))
        .orElse(
            "for relays and renewals alone: on a host with several interfaces broadcasts are not"
                + " answered");
  }

  @Override
  public void receive(Receiver receiver) throws IOException {
    selector.select(WAIT_MILLIS);
    for (SelectionKey key : selector.selectedKeys()) {
      var channel = (DatagramChannel) key.channel();
      var network = (Network) Objects.requireNonNull(key.attachment());
      ByteBuffer packet = ByteBuffer.allocate(LARGEST);
      var source = (InetSocketAddress) channel.receive(packet);
      if (source != null && source.getAddress() instanceof Inet4Address address) {
        byte[] bytes = new byte[packet.flip().remaining()];
        packet.get(bytes);
        receiver.received(
            bytes,
            new Arrival(Optional.of(network), settings.serverPort(), address, source.getPort()));
      }
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void send(byte[] packet, Network network, Destination destination) throws IOException {
    DatagramChannel channel = Objects.requireNonNull(channels.get(network), "not served");
    channel.send(ByteBuffer.wrap(packet), target(destination));
  }

  private InetSocketAddress target(Destination destination) {
    return switch (destination) {
      case Destination.Broadcast(), Destination.UnicastToHardware(_, _) ->
          new InetSocketAddress(Ipv4.of(-1), settings.clientPort());
      case Destination.UnicastToAddress(var address) ->
          new InetSocketAddress(address, settings.clientPort());
      case Destination.ToSender(var address, int port) -> new InetSocketAddress(address, port);
      case Destination.ToRelay(var giaddr) -> new InetSocketAddress(giaddr, settings.serverPort());
    };
  }

  @Override
  public void close() {
    try {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing the DHCP sockets", e);
    }
  }
}
