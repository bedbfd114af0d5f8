package org.edgeztp.server.datagram;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The calls of 64-bit Linux that this room makes; each returns errno with a minus when it fails.
 */
@SuppressWarnings("restricted")
final class Kernel {
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int EAGAIN = 11;
  static final int EINVAL = 22;
  static final int EMSGSIZE = 90;
  static final int ECONNREFUSED = 111;

  static final int AF_INET = 2;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int SOL_SOCKET = 1;
  static final int SO_RCVBUF = 8;
  static final int SO_RCVBUFFORCE = 33;
  static final int SOL_IP = 0;
  static final int IP_MTU_DISCOVER = 10;
  static final int IP_RECVERR = 11;
  static final int SOL_UDP = 17;
  static final int UDP_SEGMENT = 103;
  static final int MSG_DONTWAIT = 0x40;
  static final int MSG_ERRQUEUE = 0x2000;
  static final int MSG_WAITFORONE = 0x10000;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET = call(JAVA_INT, "socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = call(JAVA_INT, "close", JAVA_INT);
  private static final MethodHandle BIND = call(JAVA_INT, "bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKNAME =
      call(JAVA_INT, "getsockname", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SETSOCKOPT =
      call(JAVA_INT, "setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle SENDTO =
      call(JAVA_LONG, "sendto", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle RECVMMSG =
      call(JAVA_INT, "recvmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle SENDMMSG =
      call(JAVA_INT, "sendmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);

  private Kernel() {}

  /** Memory for errno, one for each thread that calls. */
  static MemorySegment state(Arena arena) {
    return arena.allocate(STATE);
  }

  static int socket(MemorySegment state, int domain, int type) {
    try {
      return (int) result(state, (int) SOCKET.invokeExact(state, domain, type, 0));
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static void close(MemorySegment state, int descriptor) {
    try {
      var _ = (int) CLOSE.invokeExact(state, descriptor);
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int bind(MemorySegment state, int descriptor, MemorySegment name) {
    try {
      return (int)
          result(state, (int) BIND.invokeExact(state, descriptor, name, (int) name.byteSize()));
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Writes the address that the socket is bound to over the given one. */
  static int name(MemorySegment state, int descriptor, MemorySegment name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment length = arena.allocateFrom(JAVA_INT, (int) name.byteSize());
      return (int) result(state, (int) GETSOCKNAME.invokeExact(state, descriptor, name, length));
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int option(MemorySegment state, int descriptor, int level, int option, int value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocateFrom(JAVA_INT, value);
      return (int)
          result(state, (int) SETSOCKOPT.invokeExact(state, descriptor, level, option, memory, 4));
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** Sends an empty datagram. */
  static long poke(MemorySegment state, int descriptor, MemorySegment name) {
    try {
      return result(
          state,
          (long)
              SENDTO.invokeExact(
                  state, descriptor, MemorySegment.NULL, 0L, 0, name, (int) name.byteSize()));
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int receive(
      MemorySegment state, int descriptor, MemorySegment messages, int count, int flags) {
    try {
      return (int)
          result(
              state,
              (int)
                  RECVMMSG.invokeExact(
                      state, descriptor, messages, count, flags, MemorySegment.NULL));
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int send(MemorySegment state, int descriptor, MemorySegment messages, int count) {
    try {
      return (int) result(state, (int) SENDMMSG.invokeExact(state, descriptor, messages, count, 0));
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  static int must(String doing, int result) throws IOException {
    if (result < 0) {
      throw new IOException(doing + ": errno " + -result);
    }
    return result;
  }

  private static long result(MemorySegment state, long result) {
    return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
  }

  private static AssertionError broken(Throwable e) {
    return new AssertionError("calling the C library", e);
  }

  private static MethodHandle call(MemoryLayout result, String name, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(result, arguments),
        Linker.Option.captureCallState("errno"));
  }
}
