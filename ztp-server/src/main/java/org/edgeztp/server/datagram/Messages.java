package org.edgeztp.server.datagram;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.edgeztp.server.socket.NativeAddress;

/**
 * {@code struct mmsghdr[]} with an IPv4 address each, as 64-bit Linux has it.
 *
 * <pre>
 * mmsghdr 64: name 0, its length 8, parts 16, their number 24, control 32, its length 40, bytes 56
 * iovec   16: base 0, length 8        sockaddr_in 16: family 0, port 2, address 4
 * </pre>
 */
final class Messages {
  static final int NAME = NativeAddress.IPV4_SIZE;
  private static final int SOL_UDP = 17;
  private static final int UDP_SEGMENT = 103;
  private static final long SIZE = 64;
  private static final long PART = 16;

  /** {@code struct cmsghdr} with two bytes in it. */
  private static final long CONTROL = 24;

  private static final long CONTROL_LENGTH = 18;
  private static final ValueLayout.OfInt NETWORK_INT = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);

  final MemorySegment memory;
  private final MemorySegment names;
  private final MemorySegment controls;
  private final MemorySegment parts;

  Messages(Arena arena, int count, int partCount) {
    memory = arena.allocate(SIZE * count, 8);
    names = arena.allocate((long) NAME * count, 8);
    controls = arena.allocate(CONTROL * count, 8);
    parts = arena.allocate(PART * partCount, 8);
    for (int i = 0; i < count; i++) {
      memory.set(ADDRESS, SIZE * i, names.asSlice((long) NAME * i));
      memory.set(JAVA_INT, SIZE * i + 8, NAME);
      MemorySegment control = controls.asSlice(CONTROL * i);
      control.set(JAVA_LONG, 0, CONTROL_LENGTH);
      control.set(JAVA_INT, 8, SOL_UDP);
      control.set(JAVA_INT, 12, UDP_SEGMENT);
    }
  }

  /** An address and port as one number. */
  static long peer(byte[] address, int port) {
    return (address[0] & 0xffL) << 40
        | (address[1] & 0xffL) << 32
        | (address[2] & 0xffL) << 24
        | (address[3] & 0xffL) << 16
        | port;
  }

  static void name(MemorySegment name, long at, long peer) {
    name.set(JAVA_SHORT, at, NativeAddress.AF_INET);
    name.set(NativeAddress.NETWORK_SHORT, at + 2, (short) peer);
    name.set(NETWORK_INT, at + 4, (int) (peer >> 16));
  }

  static long peer(MemorySegment name, long at) {
    return Integer.toUnsignedLong(name.get(NETWORK_INT, at + 4)) << 16
        | Short.toUnsignedInt(name.get(NativeAddress.NETWORK_SHORT, at + 2));
  }

  MemorySegment from(int index) {
    return memory.asSlice(SIZE * index);
  }

  void to(int index, long peer) {
    name(names, (long) NAME * index, peer);
  }

  long peer(int index) {
    return peer(names, (long) NAME * index);
  }

  void part(int part, long address, int length) {
    parts.set(JAVA_LONG, PART * part, address);
    parts.set(JAVA_LONG, PART * part + 8, length);
  }

  /**
   * Which parts a message is made of.
   *
   * @param segment bytes of each datagram that the kernel cuts the message into; 0 for one datagram
   */
  void describe(int index, int firstPart, int partCount, int segment) {
    long at = SIZE * index;
    memory.set(ADDRESS, at + 16, parts.asSlice(PART * firstPart));
    memory.set(JAVA_LONG, at + 24, partCount);
    memory.set(ADDRESS, at + 32, segment == 0 ? MemorySegment.NULL : control(index, segment));
    memory.set(JAVA_LONG, at + 40, segment == 0 ? 0 : CONTROL);
  }

  private MemorySegment control(int index, int segment) {
    controls.set(JAVA_SHORT_UNALIGNED, CONTROL * index + 16, (short) segment);
    return controls.asSlice(CONTROL * index);
  }

  /** Bytes that came with a message. */
  int length(int index) {
    return memory.get(JAVA_INT, SIZE * index + 56);
  }

  /** Makes room for the whole name again, which the kernel shortens at will. */
  void reset(int index) {
    memory.set(JAVA_INT, SIZE * index + 8, NAME);
    memory.set(JAVA_INT, SIZE * index + 48, 0);
  }

  static byte[] bytes(MemorySegment memory, long from, int length) {
    return memory.asSlice(from, length).toArray(JAVA_BYTE);
  }
}
