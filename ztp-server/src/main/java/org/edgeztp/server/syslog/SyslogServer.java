package org.edgeztp.server.syslog;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes syslog by UDP from construction to {@link #close}, on one thread. */
public final class SyslogServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SyslogServer.class);
  private static final int LOOK_MILLIS = 500;
  private static final int LARGEST = 8192;

  private final DatagramSocket socket;
  private final Consumer<LogBatch> taker;
  private final Thread thread;

  /**
   * Listens.
   *
   * @param port usually 514; 0 for a free one
   * @param taker called on the server's own thread: be quick
   * @throws IOException if the address and port cannot be had
   */
  public SyslogServer(InetAddress address, int port, Consumer<LogBatch> taker) throws IOException {
    try {
      socket = new DatagramSocket(new InetSocketAddress(address, port));
      socket.setSoTimeout(LOOK_MILLIS);
    } catch (IOException e) {
      throw new IOException(
          "cannot listen for syslog on %s port %d".formatted(address.getHostAddress(), port), e);
    }
    this.taker = taker;
    this.thread = Thread.ofPlatform().name("syslog").start(this::run);
  }

  /** The port it listens on. */
  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    socket.close();
    try {
      thread.join(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    var batches = new LogBatches();
    byte[] buffer = new byte[LARGEST];
    while (!socket.isClosed()) {
      var packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        SyslogLine line = SyslogCodec.decode(packet.getData(), packet.getLength());
        batches.take(packet.getAddress(), line, System.nanoTime());
      } catch (SocketTimeoutException _) {
        log.trace("no syslog for a while");
      } catch (IOException e) {
        if (!socket.isClosed()) {
          log.warn("Receiving syslog", e);
        }
      }
      batches.due(System.nanoTime()).forEach(this::give);
    }
  }

  private void give(LogBatch batch) {
    try {
      taker.accept(batch);
    } catch (RuntimeException e) {
      log.error("Taking {} lines of {}", batch.lines().size(), batch.source(), e);
    }
  }
}
