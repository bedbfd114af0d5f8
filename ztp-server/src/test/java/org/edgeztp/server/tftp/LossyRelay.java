package org.edgeztp.server.tftp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network between clients and a server that loses packets, in both directions and by a seed. To a
 * client the relay's one port is the server's; to the server each client has a port of its own.
 */
final class LossyRelay implements AutoCloseable {
  private final DatagramSocket front = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final Map<InetSocketAddress, Upstream> upstreams = new ConcurrentHashMap<>();
  private final Random random;
  private final int percent;
  private final int serverPort;

  LossyRelay(int serverPort, int percent, long seed) throws IOException {
    this.serverPort = serverPort;
    this.percent = percent;
    random = new Random(seed);
    Thread.ofVirtual().name("relay").start(this::run);
  }

  int port() {
    return front.getLocalPort();
  }

  @Override
  public void close() {
    front.close();
    upstreams.values().forEach(upstream -> upstream.socket.close());
  }

  private void run() {
    pump(
        front,
        packet -> {
          var client = (InetSocketAddress) packet.getSocketAddress();
          Upstream upstream = upstreams.get(client);
          if (upstream == null) {
            upstream = new Upstream(client);
            upstreams.put(client, upstream);
            Thread.ofVirtual().start(upstream::run);
          }
          boolean request = packet.getData()[1] == 1;
          packet.setSocketAddress(
              new InetSocketAddress(
                  InetAddress.getLoopbackAddress(), request ? serverPort : upstream.transferPort));
          upstream.socket.send(packet);
        });
  }

  private final class Upstream {
    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final InetSocketAddress client;
    private volatile int transferPort = serverPort;

    Upstream(InetSocketAddress client) throws SocketException {
      this.client = client;
    }

    void run() {
      pump(
          socket,
          packet -> {
            transferPort = packet.getPort();
            packet.setSocketAddress(client);
            front.send(packet);
          });
    }
  }

  private interface Forward {
    void pass(DatagramPacket packet) throws IOException;
  }

  private void pump(DatagramSocket from, Forward forward) {
    while (!from.isClosed()) {
      try {
        var packet = new DatagramPacket(new byte[2048], 2048);
        from.receive(packet);
        if (!lost()) {
          forward.pass(packet);
        }
      } catch (IOException e) {
        // A closed socket ends the loop; a closed client port is part of the game.
      }
    }
  }

  private synchronized boolean lost() {
    return random.nextInt(100) < percent;
  }
}
