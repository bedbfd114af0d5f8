package org.edgeztp.server.dhcp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.edgeztp.server.socket.Interfaces;
import org.edgeztp.server.socket.NativeAddress;
import org.edgeztp.server.socket.NativeSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Advertises to the link every few seconds, and whenever somebody asks (RFC 4861). On a network
 * without IPv6 that is the one of {@link #RouterAdvertiser(String)}: without any advertisement,
 * iPXE waits for one before it goes on with the address it has.
 */
public final class RouterAdvertiser implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RouterAdvertiser.class);

  private static final int SOCK_RAW = 3;
  private static final int IPPROTO_IPV6 = 41;
  private static final int IPV6_MULTICAST_IF = 17;
  private static final int IPV6_MULTICAST_HOPS = 18;
  private static final int IPV6_JOIN_GROUP = 20;
  private static final int IPPROTO_ICMPV6 = 58;
  private static final int ICMPV6_FILTER = 1;

  private static final int SOLICITATION = 133;

  /**
   * Everything but the type is zero: no hop limit, no flags, not a router, no timers, no prefix.
   */
  private static final byte[] NO_ROUTER = ByteBuffer.allocate(16).put((byte) 134).array();

  private static final int LARGEST = 1500;

  /** As long as it takes to notice that the server is closing. */
  private static final int WAIT_MILLIS = 250;

  /** Four seconds, the least that RFC 4861 section 6.2.1 allows for the longest interval. */
  private static final int WAITS_BETWEEN = 16;

  private static final Duration WAIT_AFTER_FAILURE = Duration.ofSeconds(1);

  private final Arena arena = Arena.ofShared();
  private final NativeSocket socket;
  private final MemorySegment allNodes;
  private final MemorySegment advertisement;
  private final Thread thread;
  private volatile boolean open = true;
  private boolean failing;

  /** Starts to advertise on an interface that there is no IPv6 router. */
  public RouterAdvertiser(String interfaceName) throws IOException {
    this(interfaceName, NO_ROUTER);
  }

  /**
   * Starts to advertise where that can be done, and says in the log where it cannot: machines that
   * have IPv4 find their way without it, if more slowly.
   *
   * @param message the ICMPv6 message without its checksum; empty where there is no IPv6
   */
  public static Optional<RouterAdvertiser> start(String interfaceName, Optional<byte[]> message) {
    try {
      return Optional.of(new RouterAdvertiser(interfaceName, message.orElse(NO_ROUTER)));
    } catch (IOException e) {
      LOG.warn(
          "{}: no router advertisements, {}: {}",
          interfaceName,
          message.isPresent()
              ? "so machines find no IPv6 router here"
              : "so iPXE waits in vain for one before it goes on",
          e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Starts to advertise on an interface.
   *
   * @param message the ICMPv6 message without its checksum
   * @throws IOException if there is no such interface or no right to raw sockets (CAP_NET_RAW)
   */
  public RouterAdvertiser(String interfaceName, byte[] message) throws IOException {
    int index = Interfaces.named(interfaceName).getIndex();
    allNodes = NativeAddress.ipv6(arena, multicast(1), index);
    advertisement = arena.allocateFrom(JAVA_BYTE, message);
    socket = NativeSocket.open(NativeAddress.AF_INET6, SOCK_RAW, IPPROTO_ICMPV6);
    try {
      socket.bindToInterface(interfaceName);
      socket.option(IPPROTO_IPV6, IPV6_MULTICAST_IF, index);
      // Receivers drop what a router could have forwarded: RFC 4861 section 6.1.2.
      socket.option(IPPROTO_IPV6, IPV6_MULTICAST_HOPS, 255);
      socket.option(IPPROTO_ICMPV6, ICMPV6_FILTER, onlySolicitations());
      socket.option(IPPROTO_IPV6, IPV6_JOIN_GROUP, allRouters(index));
      socket.receiveTimeout(WAIT_MILLIS);
    } catch (IOException e) {
      socket.close();
      arena.close();
      throw new IOException("advertising on " + interfaceName, e);
    }
    thread = Thread.ofPlatform().name("router-advertiser").start(this::run);
  }

  private void run() {
    MemorySegment solicitation = arena.allocate(LARGEST, 8);
    int waits = 0;
    while (open) {
      try {
        if (waits == 0) {
          socket.send(advertisement, allNodes);
          recovered();
        }
        boolean solicited = socket.receive(solicitation) > 0;
        waits = solicited ? 0 : (waits + 1) % WAITS_BETWEEN;
      } catch (IOException e) {
        report(e);
        LockSupport.parkNanos(WAIT_AFTER_FAILURE.toNanos());
      }
    }
  }

  /** Once for each time that it begins: the interface may be down for hours. */
  private void report(IOException e) {
    if (!failing) {
      failing = true;
      LOG.warn("No router advertisements: {}", e.getMessage());
    }
  }

  private void recovered() {
    if (failing) {
      failing = false;
      LOG.info("Router advertisements go out now");
    }
  }

  private MemorySegment onlySolicitations() {
    byte[] filter = new byte[32];
    Arrays.fill(filter, (byte) -1);
    filter[SOLICITATION / 8] &= (byte) ~(1 << SOLICITATION % 8);
    return arena.allocateFrom(JAVA_BYTE, filter);
  }

  /** A {@code struct ipv6_mreq}: ff02::2 on this interface. */
  private MemorySegment allRouters(int index) {
    MemorySegment out = arena.allocate(20, 4);
    NativeAddress.put(out, 0, multicast(2));
    out.set(JAVA_INT, 16, index);
    return out;
  }

  /** ff02::1 is all nodes of the link, ff02::2 all routers. */
  private static byte[] multicast(int last) {
    byte[] address = new byte[16];
    address[0] = (byte) 0xff;
    address[1] = 2;
    address[15] = (byte) last;
    return address;
  }

  @Override
  public void close() {
    open = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    socket.close();
    arena.close();
  }
}
