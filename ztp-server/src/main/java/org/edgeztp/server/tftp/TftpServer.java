package org.edgeztp.server.tftp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.mina.core.service.IoConnector;
import org.apache.mina.core.session.IoSessionRecycler;
import org.apache.mina.transport.socket.nio.NioDatagramAcceptor;
import org.apache.mina.transport.socket.nio.NioDatagramConnector;
import org.edgeztp.server.datagram.BatchConnector;
import org.edgeztp.server.datagram.SingleDatagrams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TFTP server for read requests; it runs from construction to {@link #close}.
 *
 * <pre>
 * port 69 -> Reception -> BootFiles (a virtual thread each)
 *                |
 *                v  a port for each transfer
 *            Transfers -> Transfer -> Decision (pure) -> packets
 *                ^
 *              timer
 * </pre>
 */
public final class TftpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TftpServer.class);

  /** How closely the timer looks at silent clients; the shortest useful pause is ten times that. */
  private static final long LOOK_MILLIS = 50;

  /** Twice the largest request, so that a longer one is seen to be longer. */
  private static final int REQUEST_BUFFER = 2 * TftpCodec.LARGEST_REQUEST;

  /** In a transfer a client sends ACKs of 4 bytes, and an ERROR whose end may be lost. */
  private static final int ANSWER_BUFFER = 256;

  /** Room for the requests of a thousand machines that are switched on at once. */
  private static final int REQUEST_QUEUE = 1 << 20;

  private final NioDatagramAcceptor acceptor = new NioDatagramAcceptor();
  private final IoConnector connector;
  private final ExecutorService openers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("tftp-open-", 0).factory());
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("tftp-timer").daemon().factory());
  private final Transfers transfers;
  private final int port;

  /**
   * Listens, and answers from then on.
   *
   * @param address where to listen and to answer from; on a host with several addresses name one,
   *     as with the wildcard the system chooses the sender and a client may not know it
   * @param port usually 69; 0 for a free one
   * @throws IOException if the address and port cannot be had
   */
  public TftpServer(
      InetAddress address, int port, BootFiles files, TransferLog log, TftpSettings settings)
      throws IOException {
    TransferLog guarded = event -> note(log, event);
    connector = connector(address);
    transfers = new Transfers(connector, new InetSocketAddress(address, 0), settings, guarded);
    connector.setHandler(transfers);
    connector.getSessionConfig().setReadBufferSize(ANSWER_BUFFER);
    acceptor.setHandler(new Reception(files, transfers, settings, guarded, openers));
    acceptor.setSessionRecycler(IoSessionRecycler.NOOP);
    acceptor.getSessionConfig().setReadBufferSize(REQUEST_BUFFER);
    acceptor.getSessionConfig().setReceiveBufferSize(REQUEST_QUEUE);
    try {
      acceptor.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      close();
      throw new IOException(
          "cannot listen for TFTP on %s port %d".formatted(address.getHostAddress(), port), e);
    }
    this.port = acceptor.getLocalAddress().getPort();
    var _ =
        timer.scheduleWithFixedDelay(
            transfers::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** How many transfers run now, with those whose file is being opened. */
  public int transfers() {
    return transfers.count();
  }

  /**
   * Takes no more requests, tells the clients of running transfers, and frees all ports. The thread
   * of the acceptor ends within a second after that: MINA wakes it no earlier.
   */
  @Override
  public void close() {
    acceptor.unbind();
    openers.close();
    transfers.stopAll("the server is stopping");
    timer.shutdownNow();
    connector.dispose(true);
    acceptor.dispose();
  }

  /** Many datagrams with one call of the kernel where that can be, one by one elsewhere. */
  private static IoConnector connector(InetAddress address) throws IOException {
    int ports = Math.max(2, Runtime.getRuntime().availableProcessors());
    if (BatchConnector.can(address)) {
      return new BatchConnector(address, ports, "tftp-data-");
    }
    var connector = new NioDatagramConnector(ports);
    connector.getFilterChain().addLast("single", new SingleDatagrams());
    return connector;
  }

  private static void note(TransferLog log, TransferEvent event) {
    LOG.debug("{}", event);
    try {
      log.note(event);
    } catch (RuntimeException e) {
      LOG.warn("the transfer log failed on {}", event, e);
    }
  }
}
