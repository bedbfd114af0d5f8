package org.edgeztp.server.dhcp6;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.server.socket.Interfaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The DHCPv6 server of all networks: one socket, as the zone of a client's link-local address tells
 * its interface. Receives on a thread of its own and answers each packet on a virtual thread. While
 * {@value #AT_ONCE} are being answered it stops receiving; clients repeat themselves.
 */
public final class Dhcp6Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dhcp6Server.class);
  private static final int AT_ONCE = 256;
  private static final int LARGEST = 1 << 16;
  private static final int SERVER_PORT = 547;
  private static final Duration WAIT_AFTER_FAILURE = Duration.ofSeconds(1);

  /** All_DHCP_Relay_Agents_and_Servers. */
  private static final Inet6Address ALL_SERVERS = Ipv6.parse("ff02::1:2");

  private final Semaphore permits = new Semaphore(AT_ONCE);
  private final DatagramChannel channel;
  private final Dhcp6Handler handler;
  private final Dhcp6Log log;
  private final Thread thread;

  private Dhcp6Server(DatagramChannel channel, Dhcp6Handler handler, Dhcp6Log log) {
    this.channel = channel;
    this.handler = handler;
    this.log = log;
    this.thread = Thread.ofPlatform().name("dhcp6-receive").unstarted(this::receive);
  }

  /**
   * Opens the socket and begins to answer.
   *
   * @param restraint why nothing may be answered on an interface at this moment; asked from many
   *     threads at once
   * @throws IOException if the port or an interface is not to be had
   */
  public static Dhcp6Server start(
      List<Dhcp6Settings> networks,
      Dhcp6Waist waist,
      Function<String, Optional<String>> restraint,
      Dhcp6Log log)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET6);
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      channel.bind(new InetSocketAddress(Ipv6.parse("::"), SERVER_PORT));
      for (Dhcp6Settings network : networks) {
        channel.join(ALL_SERVERS, Interfaces.named(network.networkInterface()));
        LOG.info("DHCPv6 for {} on {}", network, network.networkInterface());
      }
    } catch (IOException e) {
      channel.close();
      throw new IOException("opening port " + SERVER_PORT + " for DHCPv6", e);
    }
    var handler = new Dhcp6Handler(networks, waist, restraint, Clock.systemUTC());
    var server = new Dhcp6Server(channel, handler, log);
    server.thread.start();
    return server;
  }

  private void receive() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
    while (channel.isOpen()) {
      try {
        var source = (InetSocketAddress) channel.receive(buffer.clear());
        byte[] packet = new byte[buffer.flip().remaining()];
        buffer.get(packet);
        dispatch(packet, source);
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.warn("Receiving DHCPv6 packets", e);
        LockSupport.parkNanos(WAIT_AFTER_FAILURE.toNanos());
      }
    }
  }

  private void dispatch(byte[] packet, InetSocketAddress source) {
    permits.acquireUninterruptibly();
    Thread.startVirtualThread(() -> {
      try {
        log.saw(handle(packet, source));
      } finally {
        permits.release();
      }
    });
  }

  private Dhcp6Event handle(byte[] packet, InetSocketAddress source) {
    var sender = (Inet6Address) source.getAddress();
    return switch (PacketCodec.decode(packet, sender)) {
      case Decoded.Malformed(String reason) -> new Dhcp6Event.Malformed(sender, reason);
      case Decoded.Message(Request request) -> answer(request, source);
    };
  }

  /** Answers go to where the packet came from: a relay's port 547, a client's 546. */
  private Dhcp6Event answer(Request request, InetSocketAddress source) {
    Inet6Address client = request.peer();
    String question = request.type().name();
    try {
      return switch (handler.answer(request, arrived(request.source()))) {
        case Reply.Silent(String why) -> new Dhcp6Event.Silent(client, question, why);
        case Reply.Refused(String place, String why) ->
            new Dhcp6Event.Refused(request.card(), client, question, place, why);
        case Reply.Sent(var answer, var address, var why) -> {
          channel.send(ByteBuffer.wrap(PacketCodec.encode(answer)), source);
          yield new Dhcp6Event.Answered(
              request.card(),
              Clients.firmware(request),
              client,
              question,
              answer.type().name(),
              address,
              answer.boots(),
              why,
              () -> text(answer, source, why));
        }
      };
    } catch (IOException | RuntimeException e) {
      return new Dhcp6Event.Failed(client, question, e);
    }
  }

  private static List<String> text(Answer answer, InetSocketAddress to, String why) {
    List<String> lines = new ArrayList<>();
    lines.add(answer.type() + ": " + why);
    lines.add("to: " + Ipv6.text(to.getAddress()));
    lines.addAll(AnswerText6.of(answer));
    return lines;
  }

  private static Optional<String> arrived(Inet6Address source) throws IOException {
    return source.getScopeId() == 0
        ? Optional.empty()
        : Optional.ofNullable(NetworkInterface.getByIndex(source.getScopeId()))
            .map(NetworkInterface::getName);
  }

  /** Returns when everything received has been answered. */
  @Override
  public void close() throws IOException {
    channel.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    permits.acquireUninterruptibly(AT_ONCE);
  }
}
