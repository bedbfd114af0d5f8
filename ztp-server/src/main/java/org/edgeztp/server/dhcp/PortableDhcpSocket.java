package org.edgeztp.server.dhcp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The socket that every Java has. It hears all interfaces, takes everybody for a client of the
 * first network, and cannot reach a client that has no address yet but by broadcast, which leaves
 * by the interface of the default route: good for one interface, for relays, and for simulations.
 */
final class PortableDhcpSocket implements DhcpSocket {
  private static final int WAIT_MILLIS = 250;
  private static final int LARGEST = 1500;

  private final DatagramSocket socket;
  private final DhcpSettings settings;

  PortableDhcpSocket(DhcpSettings settings) throws IOException {
    this.settings = settings;
    this.socket = new DatagramSocket(null);
    try {
      socket.setReuseAddress(true);
      socket.setBroadcast(true);
      socket.setSoTimeout(WAIT_MILLIS);
      socket.bind(new InetSocketAddress(settings.serverPort()));
    } catch (IOException e) {
      socket.close();
      throw new IOException("binding UDP port " + settings.serverPort(), e);
    }
  }

  @Override
  public void receive(Receiver receiver) throws IOException {
    var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException e) {
      return;
    }
    if (!(packet.getAddress() instanceof Inet4Address source)) {
      return;
    }
    receiver.received(
        Arrays.copyOf(packet.getData(), packet.getLength()),
        new Arrival(
            Optional.of(settings.networks().getFirst()),
            settings.serverPort(),
            source,
            packet.getPort()));
  }

  @Override
  public void send(byte[] packet, Network network, Destination destination) throws IOException {
    socket.send(new DatagramPacket(packet, packet.length, target(destination)));
  }

  private InetSocketAddress target(Destination destination) throws IOException {
    return switch (destination) {
      case Destination.Broadcast(), Destination.UnicastToHardware(_, _) ->
          new InetSocketAddress(
              InetAddress.getByAddress(new byte[] {-1, -1, -1, -1}), settings.clientPort());
      case Destination.UnicastToAddress(var address) ->
          new InetSocketAddress(address, settings.clientPort());
      case Destination.ToSender(var address, int port) -> new InetSocketAddress(address, port);
      case Destination.ToRelay(var giaddr) -> new InetSocketAddress(giaddr, settings.serverPort());
    };
  }

  @Override
  public void close() {
    socket.close();
  }
}
