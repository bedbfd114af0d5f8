package org.edgeztp.server.dhcp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.server.socket.Interfaces;
import org.edgeztp.server.socket.NativeAddress;
import org.edgeztp.server.socket.NativeSocket;
import org.edgeztp.server.socket.NotPermittedException;

/**
 * The socket on the interfaces of a Linux machine: knows which one a packet came in on, answers by
 * it and from its address, and reaches clients that have no address yet without shouting at
 * everybody: that alone takes CAP_NET_RAW, and without it they are answered by broadcast.
 *
 * <p>The offsets below are those of {@code struct msghdr}, {@code mmsghdr}, {@code cmsghdr} and
 * {@code in_pktinfo} on 64-bit Linux.
 */
final class LinuxDhcpSocket implements DhcpSocket {
  private static final int SOCK_DGRAM = 2;
  private static final int IPPROTO_IP = 0;
  private static final int IP_PKTINFO = 8;

  /** As long as it takes to notice that the server is closing. */
  private static final int WAIT_MILLIS = 250;

  /** A rack that powers on at once sends its DISCOVERs within a few milliseconds. */
  private static final int KERNEL_BUFFER = 4 << 20;

  private static final int BATCH = 64;
  private static final int LARGEST = 1500;
  private static final long MSGHDR = 56;
  private static final long MMSGHDR = 64;
  private static final long IOVEC = 16;

  /** CMSG_LEN and CMSG_SPACE of the 12 bytes of in_pktinfo. The kernel refuses any other. */
  private static final long CONTROL_LENGTH = 28;

  private static final long CONTROL_SPACE = 32;

  private final DhcpSettings settings;
  private final Map<Integer, Network> byIndex = new HashMap<>();
  private final Map<String, Integer> indexes = new LinkedHashMap<>();
  private final Arena arena = Arena.ofShared();
  private final NativeSocket udp;

  /** Absent without the right to it. */
  private final Optional<NativeSocket> link;

  private final String form;
  private final MemorySegment headers = arena.allocate(MMSGHDR * BATCH, 8);
  private final MemorySegment sources = arena.allocate((long) NativeAddress.IPV4_SIZE * BATCH, 8);
  private final MemorySegment controls = arena.allocate(CONTROL_SPACE * BATCH, 8);
  private final MemorySegment buffers = arena.allocate((long) LARGEST * BATCH, 8);

  /**
   * Opens both sockets, or the first alone.
   *
   * @throws IOException if an interface is missing, the port is taken, or the right to do so is
   *     missing (CAP_NET_BIND_SERVICE)
   */
  LinuxDhcpSocket(DhcpSettings settings) throws IOException {
    this.settings = settings;
    for (Network network : settings.networks()) {
      int index = index(network.networkInterface());
      byIndex.put(index, network);
      indexes.put(network.networkInterface(), index);
    }
    Optional<NativeSocket> opened = Optional.empty();
    String reach = "unicast to clients without an address";
    try {
      opened = Optional.of(NativeSocket.open(NativeAddress.AF_PACKET, SOCK_DGRAM, 0));
    } catch (NotPermittedException e) {
      reach =
          "broadcast to clients without an address, as CAP_NET_RAW is missing (%s)"
              .formatted(e.getMessage());
    }
    this.link = opened;
    this.form = reach;
    this.udp = NativeSocket.open(NativeAddress.AF_INET, SOCK_DGRAM, 0);
    try (Arena here = Arena.ofConfined()) {
      udp.option(NativeSocket.SOL_SOCKET, NativeSocket.SO_REUSEADDR, 1);
      udp.option(NativeSocket.SOL_SOCKET, NativeSocket.SO_BROADCAST, 1);
      udp.receiveBuffer(KERNEL_BUFFER);
      udp.option(IPPROTO_IP, IP_PKTINFO, 1);
      udp.receiveTimeout(WAIT_MILLIS);
      udp.bind(NativeAddress.ipv4(here, Ipv4.ANY, settings.serverPort()));
    } catch (IOException e) {
      close();
      throw e;
    }
    MemorySegment vectors = arena.allocate(IOVEC * BATCH, 8);
    for (int i = 0; i < BATCH; i++) {
      MemorySegment vector = vectors.asSlice(i * IOVEC, IOVEC);
      fill(vector, buffers.asSlice((long) i * LARGEST, LARGEST));
      long header = i * MMSGHDR;
      headers.set(ADDRESS, header, sources.asSlice((long) i * NativeAddress.IPV4_SIZE));
      headers.set(ADDRESS, header + 16, vector);
      headers.set(JAVA_LONG, header + 24, 1);
      headers.set(ADDRESS, header + 32, controls.asSlice(i * CONTROL_SPACE));
    }
  }

  /** How it reaches clients, as a clause for the log. */
  String form() {
    return "on %s, %s".formatted(String.join(", ", indexes.keySet()), form);
  }

  @Override
  public void receive(Receiver receiver) throws IOException {
    for (int i = 0; i < BATCH; i++) {
      // The kernel writes the lengths of what it filled in over the room there is for it.
      headers.set(JAVA_INT, i * MMSGHDR + 8, NativeAddress.IPV4_SIZE);
      headers.set(JAVA_LONG, i * MMSGHDR + 40, CONTROL_SPACE);
    }
    int count = NativeSocket.received(udp.receiveMany(headers, BATCH, NativeSocket.MSG_WAITFORONE));
    for (int i = 0; i < count; i++) {
      int length = headers.get(JAVA_INT, i * MMSGHDR + MSGHDR);
      receiver.received(bytes(buffers, (long) i * LARGEST, length), arrival(i));
    }
  }

  /** The only control message there is holds the interface first. */
  private Arrival arrival(int i) {
    long source = (long) i * NativeAddress.IPV4_SIZE;
    int index = controls.get(JAVA_INT, i * CONTROL_SPACE + 16);
    return new Arrival(
        Optional.ofNullable(byIndex.get(index)),
        settings.serverPort(),
        Ipv4.of(bytes(sources, source + 4, 4)),
        sources.get(NativeAddress.NETWORK_SHORT, source + 2) & 0xffff);
  }

  @Override
  public void send(byte[] packet, Network network, Destination destination) throws IOException {
    try (Arena here = Arena.ofConfined()) {
      switch (destination) {
        case Destination.Broadcast() ->
            send(here, packet, network, Ipv4.of(-1), settings.clientPort());
        case Destination.UnicastToAddress(var address) ->
            send(here, packet, network, address, settings.clientPort());
        case Destination.ToSender(var address, int port) ->
            send(here, packet, network, address, port);
        case Destination.ToRelay(var giaddr) ->
            send(here, packet, network, giaddr, settings.serverPort());
        case Destination.UnicastToHardware(var mac, var address) -> {
          if (link.isEmpty()) {
            send(here, packet, network, Ipv4.of(-1), settings.clientPort());
            return;
          }
          byte[] frame =
              UdpFrame.of(
                  network.server(), settings.serverPort(), address, settings.clientPort(), packet);
          MemorySegment card = NativeAddress.link(here, index(network), mac);
          link.get().send(here.allocateFrom(JAVA_BYTE, frame), card);
        }
      }
    }
  }

  /** Names interface and source address with the packet: routes and further addresses are moot. */
  private void send(Arena here, byte[] packet, Network network, Inet4Address to, int port)
      throws IOException {
    MemorySegment vector = here.allocate(IOVEC, 8);
    fill(vector, here.allocateFrom(JAVA_BYTE, packet));
    MemorySegment control = here.allocate(CONTROL_SPACE, 8);
    control.set(JAVA_LONG, 0, CONTROL_LENGTH);
    control.set(JAVA_INT, 8, IPPROTO_IP);
    control.set(JAVA_INT, 12, IP_PKTINFO);
    control.set(JAVA_INT, 16, index(network));
    NativeAddress.put(control, 20, network.server().getAddress());
    MemorySegment header = here.allocate(MSGHDR, 8);
    header.set(ADDRESS, 0, NativeAddress.ipv4(here, to, port));
    header.set(JAVA_INT, 8, NativeAddress.IPV4_SIZE);
    header.set(ADDRESS, 16, vector);
    header.set(JAVA_LONG, 24, 1);
    header.set(ADDRESS, 32, control);
    header.set(JAVA_LONG, 40, CONTROL_SPACE);
    udp.sendMessage(header);
  }

  @Override
  public void close() {
    udp.close();
    link.ifPresent(NativeSocket::close);
    arena.close();
  }

  private int index(Network network) {
    return Objects.requireNonNull(indexes.get(network.networkInterface()));
  }

  private static int index(String name) throws IOException {
    return Interfaces.named(name).getIndex();
  }

  private static void fill(MemorySegment vector, MemorySegment data) {
    vector.set(ADDRESS, 0, data);
    vector.set(JAVA_LONG, 8, data.byteSize());
  }

  private static byte[] bytes(MemorySegment from, long offset, int length) {
    return from.asSlice(offset, length).toArray(JAVA_BYTE);
  }
}
