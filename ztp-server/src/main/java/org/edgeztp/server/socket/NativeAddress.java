package org.edgeztp.server.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.nio.ByteOrder;
import org.edgeztp.inventory.machine.MacAddress;

/** The socket addresses of the C library on Linux. */
public final class NativeAddress {
  public static final short AF_INET = 2;
  public static final short AF_INET6 = 10;
  public static final short AF_PACKET = 17;
  public static final int IPV4_SIZE = 16;
  private static final int IPV6_SIZE = 28;
  private static final int LINK_SIZE = 20;
  private static final short ETHERTYPE_IPV4 = 0x0800;

  public static final ValueLayout.OfShort NETWORK_SHORT =
      JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  private NativeAddress() {}

  /** A {@code struct sockaddr_in}. */
  public static MemorySegment ipv4(Arena arena, Inet4Address address, int port) {
    MemorySegment out = arena.allocate(IPV4_SIZE, 8);
    out.set(JAVA_SHORT, 0, AF_INET);
    out.set(NETWORK_SHORT, 2, (short) port);
    put(out, 4, address.getAddress());
    return out;
  }

  /** A {@code struct sockaddr_in6} for a raw socket: no port, and the interface it is meant for. */
  public static MemorySegment ipv6(Arena arena, byte[] address, int interfaceIndex) {
    MemorySegment out = arena.allocate(IPV6_SIZE, 8);
    out.set(JAVA_SHORT, 0, AF_INET6);
    put(out, 8, address);
    out.set(JAVA_INT, 24, interfaceIndex);
    return out;
  }

  /** A {@code struct sockaddr_ll}: a network card on the link of an interface. */
  public static MemorySegment link(Arena arena, int interfaceIndex, MacAddress mac) {
    MemorySegment out = arena.allocate(LINK_SIZE, 8);
    out.set(JAVA_SHORT, 0, AF_PACKET);
    out.set(NETWORK_SHORT, 2, ETHERTYPE_IPV4);
    out.set(JAVA_INT, 4, interfaceIndex);
    out.set(JAVA_BYTE, 11, (byte) 6);
    put(out, 12, mac.bytes());
    return out;
  }

  /** A {@code struct sockaddr_ll}: every frame of this kind on the link of an interface. */
  public static MemorySegment link(Arena arena, int interfaceIndex, int etherType) {
    MemorySegment out = arena.allocate(LINK_SIZE, 8);
    out.set(JAVA_SHORT, 0, AF_PACKET);
    out.set(NETWORK_SHORT, 2, (short) etherType);
    out.set(JAVA_INT, 4, interfaceIndex);
    return out;
  }

  public static void put(MemorySegment out, long offset, byte[] bytes) {
    MemorySegment.copy(bytes, 0, out, JAVA_BYTE, offset, bytes.length);
  }
}
