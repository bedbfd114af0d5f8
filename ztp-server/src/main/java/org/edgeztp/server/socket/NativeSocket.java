package org.edgeztp.server.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A socket of the C library. Its calls block the carrier of a virtual thread, so receive on a
 * platform thread.
 */
@SuppressWarnings("restricted")
public final class NativeSocket implements AutoCloseable {
  public static final int SOL_SOCKET = 1;
  public static final int SO_REUSEADDR = 2;
  public static final int SO_BROADCAST = 6;
  public static final int MSG_DONTWAIT = 0x40;
  public static final int MSG_ERRQUEUE = 0x2000;
  public static final int MSG_WAITFORONE = 0x10000;
  public static final int EIO = 5;
  public static final int EINTR = 4;
  public static final int EAGAIN = 11;
  public static final int EINVAL = 22;
  public static final int EMSGSIZE = 90;
  public static final int ECONNREFUSED = 111;
  private static final int EPERM = 1;
  private static final int EACCES = 13;
  private static final int SO_RCVBUF = 8;
  private static final int SO_RCVTIMEO = 20;
  private static final int SO_BINDTODEVICE = 25;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SOCK_CLOEXEC = 0x80000;

  private final int descriptor;

  private NativeSocket(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Opens a socket.
   *
   * @throws NotPermittedException without the right to (CAP_NET_RAW for raw and packet sockets)
   * @throws IOException when the kernel knows no such sockets, or has none left
   */
  public static NativeSocket open(int domain, int type, int protocol) throws IOException {
    NativeCalls.require();
    return new NativeSocket(
        (int)
            must(
                "opening a socket",
                state ->
                    (int)
                        CLibrary.SOCKET.invokeExact(state, domain, type | SOCK_CLOEXEC, protocol)));
  }

  public void option(int level, int name, int value) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      option(level, name, arena.allocateFrom(JAVA_INT, value));
    }
  }

  public void option(int level, int name, MemorySegment value) throws IOException {
    must(
        "setting socket option " + level + "/" + name,
        state ->
            (int)
                CLibrary.SETSOCKOPT.invokeExact(
                    state, descriptor, level, name, value, (int) value.byteSize()));
  }

  /** From then on the socket hears and speaks on this interface only. */
  public void bindToInterface(String name) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      option(SOL_SOCKET, SO_BINDTODEVICE, arena.allocateFrom(name));
    }
  }

  public void receiveTimeout(int millis) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      option(
          SOL_SOCKET,
          SO_RCVTIMEO,
          arena.allocateFrom(JAVA_LONG, millis / 1000, millis % 1000 * 1000L));
    }
  }

  /** Asks for room in the kernel; without CAP_NET_ADMIN it gives no more than net.core.rmem_max. */
  public void receiveBuffer(int bytes) throws IOException {
    try {
      option(SOL_SOCKET, SO_RCVBUFFORCE, bytes);
    } catch (IOException e) {
      option(SOL_SOCKET, SO_RCVBUF, bytes);
    }
  }

  public void bind(MemorySegment address) throws IOException {
    must(
        "binding",
        state ->
            (int) CLibrary.BIND.invokeExact(state, descriptor, address, (int) address.byteSize()));
  }

  /** Writes the address that the socket is bound to over the given one. */
  public void boundTo(MemorySegment address) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment length = arena.allocateFrom(JAVA_INT, (int) address.byteSize());
      must(
          "asking for the port",
          state -> (int) CLibrary.GETSOCKNAME.invokeExact(state, descriptor, address, length));
    }
  }

  public void send(MemorySegment data, MemorySegment address) throws IOException {
    must(
        "sending",
        state ->
            (long)
                CLibrary.SENDTO.invokeExact(
                    state,
                    descriptor,
                    data,
                    data.byteSize(),
                    0,
                    address,
                    (int) address.byteSize()));
  }

  /** Sends what a {@code struct msghdr} describes. */
  public void sendMessage(MemorySegment header) throws IOException {
    must("sending", state -> (long) CLibrary.SENDMSG.invokeExact(state, descriptor, header, 0));
  }

  /**
   * Waits for one packet.
   *
   * @return its length; 0 when the time is over
   */
  public int receive(MemorySegment buffer) throws IOException {
    return received(
        result(state ->
            (long) CLibrary.RECV.invokeExact(state, descriptor, buffer, buffer.byteSize(), 0)));
  }

  /**
   * Takes packets into {@code struct mmsghdr[count]}.
   *
   * @param flags {@link #MSG_WAITFORONE} waits for the first and takes those that are there with it
   * @return how many, or errno with a minus before it
   */
  public int receiveMany(MemorySegment headers, int count, int flags) {
    return (int)
        result(state ->
            (int)
                CLibrary.RECVMMSG.invokeExact(
                    state, descriptor, headers, count, flags, MemorySegment.NULL));
  }

  /**
   * Sends what {@code struct mmsghdr[count]} describes.
   *
   * @return how many went out, or errno with a minus before it when the first did not
   */
  public int sendMany(MemorySegment headers, int count) {
    return (int)
        result(state -> (int) CLibrary.SENDMMSG.invokeExact(state, descriptor, headers, count, 0));
  }

  @Override
  public void close() {
    result(state -> (int) CLibrary.CLOSE.invokeExact(state, descriptor));
  }

  /**
   * What a call that receives has returned.
   *
   * @return 0 when the time is over
   */
  public static int received(long result) throws IOException {
    return result == -EAGAIN || result == -EINTR ? 0 : (int) must("receiving", result);
  }

  private static long must(String doing, Call call) throws IOException {
    return must(doing, result(call));
  }

  private static long must(String doing, long result) throws IOException {
    if (result < 0) {
      String why = doing + ": " + message((int) -result);
      throw result == -EPERM || result == -EACCES
          ? new NotPermittedException(why)
          : new IOException(why);
    }
    return result;
  }

  /** What the call returns, or errno with a minus before it. */
  private static long result(Call call) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CLibrary.STATE);
      long result = call.make(state);
      return result < 0 ? -(int) CLibrary.ERRNO.get(state, 0L) : result;
    } catch (Throwable e) {
      throw new AssertionError("calling the C library", e);
    }
  }

  private static String message(int errno) {
    try {
      MemorySegment text = (MemorySegment) CLibrary.STRERROR.invokeExact(errno);
      return text.reinterpret(256).getString(0);
    } catch (Throwable e) {
      throw new AssertionError("calling the C library", e);
    }
  }

  /** A call that writes errno into the state it is given. */
  private interface Call {
    long make(MemorySegment state) throws Throwable;
  }
}
