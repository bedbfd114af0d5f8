package org.edgeztp.server.socket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/** The functions of the C library that sockets need. Looked up when the first socket is opened. */
@SuppressWarnings("restricted")
final class CLibrary {
  private static final Linker LINKER = Linker.nativeLinker();
  static final StructLayout STATE = Linker.Option.captureStateLayout();
  static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

  static final MethodHandle SOCKET = call(JAVA_INT, "socket", JAVA_INT, JAVA_INT, JAVA_INT);
  static final MethodHandle CLOSE = call(JAVA_INT, "close", JAVA_INT);
  static final MethodHandle BIND = call(JAVA_INT, "bind", JAVA_INT, ADDRESS, JAVA_INT);
  static final MethodHandle GETSOCKNAME = call(JAVA_INT, "getsockname", JAVA_INT, ADDRESS, ADDRESS);
  static final MethodHandle SETSOCKOPT =
      call(JAVA_INT, "setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  static final MethodHandle SENDMSG = call(JAVA_LONG, "sendmsg", JAVA_INT, ADDRESS, JAVA_INT);
  static final MethodHandle SENDTO =
      call(JAVA_LONG, "sendto", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
  static final MethodHandle RECV = call(JAVA_LONG, "recv", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
  static final MethodHandle RECVMMSG =
      call(JAVA_INT, "recvmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
  static final MethodHandle SENDMMSG =
      call(JAVA_INT, "sendmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
  static final MethodHandle STRERROR =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private CLibrary() {}

  private static MethodHandle call(MemoryLayout result, String name, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(result, Arrays.copyOf(arguments, arguments.length)),
        Linker.Option.captureCallState("errno"));
  }
}
