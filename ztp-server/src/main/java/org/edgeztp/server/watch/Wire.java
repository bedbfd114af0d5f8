package org.edgeztp.server.watch;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.socket.Interfaces;
import org.edgeztp.server.socket.NativeAddress;
import org.edgeztp.server.socket.NativeSocket;

/**
 * The frames of one kind that arrive on an Ethernet interface, whole; those this host sends itself
 * are not among them. For one thread.
 */
final class Wire implements AutoCloseable {
  static final int IPV4 = 0x0800;
  static final int ARP = 0x0806;
  static final int IPV6 = 0x86dd;

  private static final int SOCK_RAW = 3;
  private static final int SO_ATTACH_FILTER = 26;
  private static final int LARGEST = 2048;
  private static final int INSTRUCTION = 8;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(LARGEST, 8);
  private final NativeSocket socket;
  private final MemorySegment link;
  private final MacAddress mac;

  /**
   * An instruction of the kernel's classic packet filter ({@code struct sock_filter}).
   *
   * @param yes how many instructions to skip when a comparison holds
   * @param no and how many when it does not
   */
  record Instruction(int code, int yes, int no, int operand) {}

  /**
   * Opens it. Frames that do not pass the filter cost the kernel a moment and this process nothing.
   *
   * @param wait the longest that {@link #receive} waits
   * @throws IOException if there is no such Ethernet interface, or no right to it (CAP_NET_RAW)
   */
  Wire(String interfaceName, int etherType, List<Instruction> filter, Duration wait)
      throws IOException {
    try {
      NetworkInterface found = Interfaces.named(interfaceName);
      byte[] address = found.getHardwareAddress();
      if (address == null || address.length != 6) {
        throw new IOException(interfaceName + " is no Ethernet interface");
      }
      this.mac = MacAddress.of(address);
      // Hears nothing until it is bound: by then it has its filter.
      this.socket = NativeSocket.open(NativeAddress.AF_PACKET, SOCK_RAW, 0);
      this.link = NativeAddress.link(arena, found.getIndex(), etherType);
    } catch (IOException e) {
      // Who has no right to it tries again every second.
      arena.close();
      throw e;
    }
    try {
      if (!filter.isEmpty()) {
        socket.option(NativeSocket.SOL_SOCKET, SO_ATTACH_FILTER, program(filter));
      }
      socket.receiveTimeout((int) wait.toMillis());
      socket.bind(link);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** The interface's own address. */
  MacAddress mac() {
    return mac;
  }

  /** The next frame from its Ethernet header on; empty when the time is over. */
  Optional<byte[]> receive() throws IOException {
    int length = socket.receive(buffer);
    return length == 0
        ? Optional.empty()
        : Optional.of(buffer.asSlice(0, Math.min(length, LARGEST)).toArray(JAVA_BYTE));
  }

  void send(byte[] frame) throws IOException {
    try (Arena here = Arena.ofConfined()) {
      socket.send(here.allocateFrom(JAVA_BYTE, frame), link);
    }
  }

  /** A {@code struct sock_fprog}. */
  private MemorySegment program(List<Instruction> filter) {
    MemorySegment code = arena.allocate((long) INSTRUCTION * filter.size(), 8);
    for (int i = 0; i < filter.size(); i++) {
      Instruction instruction = filter.get(i);
      long at = (long) INSTRUCTION * i;
      code.set(JAVA_SHORT, at, (short) instruction.code());
      code.set(JAVA_BYTE, at + 2, (byte) instruction.yes());
      code.set(JAVA_BYTE, at + 3, (byte) instruction.no());
      code.set(JAVA_INT, at + 4, instruction.operand());
    }
    MemorySegment program = arena.allocate(16, 8);
    program.set(JAVA_SHORT, 0, (short) filter.size());
    program.set(ADDRESS, 8, code);
    return program;
  }

  @Override
  public void close() {
    socket.close();
    arena.close();
  }
}
