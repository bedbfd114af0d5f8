package org.edgeztp.server.datagram;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.mina.core.future.ConnectFuture;
import org.apache.mina.core.future.DefaultConnectFuture;
import org.apache.mina.core.service.AbstractIoConnector;
import org.apache.mina.core.service.TransportMetadata;
import org.apache.mina.core.session.IoSessionInitializer;
import org.apache.mina.transport.socket.DatagramSessionConfig;
import org.apache.mina.transport.socket.DefaultDatagramSessionConfig;
import org.edgeztp.server.socket.NativeCalls;

/**
 * Sessions with many peers from a few ports of ours.
 *
 * <p>The ports are free ones, chosen at the start. Two sessions in a row with the same port of the
 * same peer never share a port of ours: what is under way for the first cannot disturb the second.
 */
public final class BatchConnector extends AbstractIoConnector {
  private static final int REMEMBERED = 4096;

  private final List<BatchProcessor> processors = new ArrayList<>();
  private final Map<SocketAddress, Integer> lastUsed =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SocketAddress, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };
  private int next;

  /**
   * @param local the address to speak from; see {@link #can}
   * @param count of ports and threads, at least 2
   * @param threadName of each thread, before its number
   * @throws IOException when a port cannot be had
   */
  public BatchConnector(InetAddress local, int count, String threadName) throws IOException {
    super(new DefaultDatagramSessionConfig(), null);
    try {
      for (int i = 0; i < count; i++) {
        processors.add(new BatchProcessor(local, threadName + i));
      }
    } catch (IOException e) {
      dispose();
      throw e;
    }
  }

  /** Whether this works here: on 64-bit Linux, with native access, and over IPv4. */
  public static boolean can(InetAddress local) {
    return local instanceof Inet4Address && NativeCalls.missing().isEmpty();
  }

  @Override
  public DatagramSessionConfig getSessionConfig() {
    return (DatagramSessionConfig) sessionConfig;
  }

  @Override
  public TransportMetadata getTransportMetadata() {
    return BatchSession.METADATA;
  }

  @Override
  protected ConnectFuture connect0(
      SocketAddress remote,
      SocketAddress local,
      IoSessionInitializer<? extends ConnectFuture> initializer) {
    BatchProcessor processor = processors.get(turn(remote));
    var session = new BatchSession(this, getSessionConfig(), processor, (InetSocketAddress) remote);
    var future = new DefaultConnectFuture();
    initSession(session, future, initializer);
    processor.add(session);
    return future;
  }

  private synchronized int turn(SocketAddress remote) {
    next = (next + 1) % processors.size();
    Integer before = lastUsed.remove(remote);
    if (before != null && before == next) {
      next = (next + 1) % processors.size();
    }
    lastUsed.put(remote, next);
    return next;
  }

  @Override
  protected void dispose0() {
    processors.forEach(BatchProcessor::dispose);
  }
}
