package org.edgeztp.server.datagram;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.AbstractIoService;
import org.apache.mina.core.service.IoProcessor;
import org.apache.mina.core.session.AbstractIoSession;
import org.apache.mina.core.write.WriteRequest;
import org.edgeztp.server.socket.NativeAddress;
import org.edgeztp.server.socket.NativeSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One port, one thread, many sessions.
 *
 * <p>The thread takes what has arrived, up to {@value #MOST} datagrams with one call, lets the
 * sessions answer, and sends all answers with one call. Another thread that writes sends at once.
 * The lock guards the outbox and is held for nothing else, so sessions may be locked around it.
 */
final class BatchProcessor implements IoProcessor<BatchSession> {
  private static final Logger LOG = LoggerFactory.getLogger(BatchProcessor.class);
  private static final int SOCK_DGRAM = 2;
  private static final int SOL_IP = 0;
  private static final int IP_MTU_DISCOVER = 10;
  private static final int IP_RECVERR = 11;
  private static final int MOST = 64;
  private static final int LONGEST = 256;
  private static final int RECEIVE_ROOM = 4 << 20;
  private static final Duration POKE_AGAIN = Duration.ofMillis(20);

  private final Arena arena = Arena.ofShared();
  private final MemorySegment name = arena.allocate(Messages.NAME, 8);
  private final Messages arrived = new Messages(arena, MOST, MOST);
  private final MemorySegment room = arena.allocate((long) MOST * LONGEST);
  private final ConcurrentMap<Long, BatchSession> sessions = new ConcurrentHashMap<>();
  private final Object outboxLock = new Object();
  private final Outbox outbox;
  private final NativeSocket socket;
  private final InetSocketAddress address;
  private final Thread thread;
  private volatile boolean disposing;

  /**
   * Opens a free port.
   *
   * @param local an IPv4 address
   */
  BatchProcessor(InetAddress local, String threadName) throws IOException {
    socket = NativeSocket.open(NativeAddress.AF_INET, SOCK_DGRAM, 0);
    try {
      address = bound(local);
    } catch (IOException e) {
      socket.close();
      arena.close();
      throw e;
    }
    outbox = new Outbox(arena, socket);
    for (int i = 0; i < MOST; i++) {
      arrived.part(i, room.address() + (long) i * LONGEST, LONGEST);
      arrived.describe(i, i, 1, 0);
    }
    thread = Thread.ofPlatform().name(threadName).daemon().start(this::run);
  }

  private InetSocketAddress bound(InetAddress local) throws IOException {
    Messages.name(name, 0, Messages.peer(local.getAddress(), 0));
    socket.bind(name);
    socket.boundTo(name);
    // Datagrams longer than the network takes are cut up, not refused; IP_PMTUDISC_DONT.
    socket.option(SOL_IP, IP_MTU_DISCOVER, 0);
    socket.option(SOL_IP, IP_RECVERR, 1);
    socket.receiveBuffer(RECEIVE_ROOM);
    return new InetSocketAddress(local, (int) (Messages.peer(name, 0) & 0xffff));
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public void add(BatchSession session) {
    BatchSession before = sessions.put(session.peer(), session);
    if (before != null) {
      before.closeNow();
    }
    var service = (AbstractIoService) session.getService();
    try {
      service.getFilterChainBuilder().buildFilterChain(session.getFilterChain());
    } catch (Exception e) {
      throw new IllegalStateException("building the filters of " + session, e);
    }
    service.getListeners().fireSessionCreated(session);
  }

  @Override
  public void remove(BatchSession session) {
    sessions.remove(session.peer(), session);
    ((AbstractIoService) session.getService()).getListeners().fireSessionDestroyed(session);
  }

  @Override
  public void write(BatchSession session, WriteRequest request) {
    synchronized (outboxLock) {
      switch (request.getMessage()) {
        case Burst burst -> outbox.add(session.peer(), burst);
        case IoBuffer buffer -> outbox.add(session.peer(), buffer.buf());
        case Object other ->
            throw new IllegalArgumentException("no datagram can be made of " + other.getClass());
      }
      if (Thread.currentThread() != thread) {
        outbox.flush();
      }
    }
    session.getFilterChain().fireMessageSent(request);
  }

  @Override
  public void flush(BatchSession session) {
    WriteRequest request = session.getWriteRequestQueue().poll(session);
    while (request != null) {
      if (AbstractIoSession.CLOSE_REQUEST.equals(request)) {
        session.closeNow();
        return;
      }
      write(session, request);
      request = session.getWriteRequestQueue().poll(session);
    }
  }

  @Override
  public void updateTrafficControl(BatchSession session) {
    // Nothing is held back here: a session has no queue of its own.
  }

  private void run() {
    while (!disposing) {
      int count = socket.receiveMany(arrived.memory, MOST, NativeSocket.MSG_WAITFORONE);
      for (int i = 0; i < count; i++) {
        deliver(i);
      }
      boolean refused;
      synchronized (outboxLock) {
        refused = outbox.flush();
      }
      if (refused || count < 0) {
        refused();
      }
    }
  }

  private void deliver(int index) {
    BatchSession session = sessions.get(arrived.peer(index));
    if (session != null) {
      byte[] bytes = Messages.bytes(room, (long) index * LONGEST, arrived.length(index));
      session.getFilterChain().fireMessageReceived(IoBuffer.wrap(ByteBuffer.wrap(bytes)));
    }
    arrived.reset(index);
  }

  /** Ports that answered with an ICMP error: the kernel names whom the datagram was for. */
  private void refused() {
    int flags = NativeSocket.MSG_ERRQUEUE | NativeSocket.MSG_DONTWAIT;
    while (socket.receiveMany(arrived.memory, 1, flags) == 1) {
      @Nullable BatchSession session = sessions.get(arrived.peer(0));
      arrived.reset(0);
      if (session != null) {
        session.getFilterChain().fireExceptionCaught(new PortUnreachableException());
      }
    }
  }

  @Override
  public boolean isDisposing() {
    return disposing;
  }

  @Override
  public boolean isDisposed() {
    return disposing && !thread.isAlive();
  }

  @Override
  public void dispose() {
    sessions.values().forEach(AbstractIoSession::closeNow);
    disposing = true;
    try {
      do {
        poke();
      } while (!thread.join(POKE_AGAIN));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    socket.close();
    arena.close();
  }

  /** An empty datagram to itself wakes the thread. */
  private void poke() {
    try {
      socket.send(MemorySegment.NULL, name);
    } catch (IOException e) {
      // That of a client's closed port, told to the next call that sends, which then sends nothing.
      LOG.debug("Waking {}", thread.getName(), e);
    }
  }
}
