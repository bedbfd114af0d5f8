package org.edgeztp.server.tftp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoConnector;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.DatagramSessionConfig;
import org.edgeztp.server.tftp.TftpPacket.ReadRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transfers that run, at most one for each port of a client. Every transfer holds a place from
 * before its file is opened until its session is closed.
 */
final class Transfers extends IoHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Transfers.class);
  private static final AttributeKey TRANSFER = new AttributeKey(Transfers.class, "transfer");

  private final ConcurrentMap<InetSocketAddress, Transfer> running = new ConcurrentHashMap<>();
  private final ConcurrentMap<InetSocketAddress, ReadRequest> opening = new ConcurrentHashMap<>();
  private final Semaphore places;
  private final IoConnector connector;
  private final InetSocketAddress local;
  private final TftpSettings settings;
  private final TransferLog log;

  /**
   * @param connector makes the sessions; this object becomes its handler
   * @param local the address to answer from, with port 0
   */
  Transfers(
      IoConnector connector, InetSocketAddress local, TftpSettings settings, TransferLog log) {
    this.connector = connector;
    this.local = local;
    this.settings = settings;
    this.log = log;
    places = new Semaphore(settings.mostTransfers());
  }

  /** What becomes of a request before its file is opened. */
  enum Admission {
    /** It holds a place; {@link #start} or {@link #giveBack} must follow. */
    GRANTED,
    /** The client asked twice and the first request is being served. */
    REPEATED,
    FULL
  }

  /** Called by one thread only. */
  Admission admit(InetSocketAddress client, ReadRequest request) {
    Transfer before = running.get(client);
    boolean served = before != null && before.answers(request);
    if (served || request.equals(opening.get(client))) {
      return Admission.REPEATED;
    }
    if (!places.tryAcquire()) {
      return Admission.FULL;
    }
    opening.put(client, request);
    return Admission.GRANTED;
  }

  void giveBack(InetSocketAddress client, ReadRequest request) {
    opening.remove(client, request);
    places.release();
  }

  int count() {
    return settings.mostTransfers() - places.availablePermits();
  }

  /** Opens a port for the job; its first packets leave as soon as MINA has registered the port. */
  void start(Job job) {
    var future = connector.connect(job.client(), local, (session, _) -> prepare(session, job));
    if (future.getException() != null) {
      giveBack(job.client(), job.request());
      LOG.warn("no port for a transfer to {}", job.client(), future.getException());
      log.note(
          new TransferEvent.Failed(
              job.address(), job.path(), "the server has no port to send from"));
    }
  }

  /** Lets every transfer see whether its client has been silent for too long. */
  void look() {
    long now = System.nanoTime();
    running.values().forEach(transfer -> transfer.look(now));
  }

  void stopAll(String reason) {
    running.values().forEach(transfer -> transfer.stop(reason));
  }

  /**
   * A client that asks anew from the same port has forgotten its first request. That one ends
   * without an ERROR, which the client would take for the answer to the new one.
   */
  @Override
  public void sessionOpened(IoSession session) {
    Transfer transfer = of(session);
    Job job = transfer.job();
    Transfer before = running.put(job.client(), transfer);
    opening.remove(job.client(), job.request());
    if (before != null) {
      before.abandon("the client began again from the same port");
    }
    transfer.begin();
  }

  @Override
  public void messageReceived(IoSession session, Object message) {
    of(session).received(TftpCodec.decode(((IoBuffer) message).buf()));
  }

  @Override
  public void sessionClosed(IoSession session) {
    Transfer transfer = of(session);
    running.remove(transfer.job().client(), transfer);
    places.release();
    transfer.closed();
  }

  /** A closed client port comes this way; the transfer learns it from the close of its session. */
  @Override
  public void exceptionCaught(IoSession session, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("transfer to {}: {}", session.getRemoteAddress(), cause.toString());
    } else {
      LOG.warn("transfer to {}", session.getRemoteAddress(), cause);
    }
    session.closeNow();
  }

  private void prepare(IoSession session, Job job) {
    session.setAttribute(TRANSFER, new Transfer(job, session, settings, log));
    // MINA would report an error for each client that left; the connector's own setting is not
    // passed on to its sessions.
    ((DatagramSessionConfig) session.getConfig()).setCloseOnPortUnreachable(false);
  }

  private static Transfer of(IoSession session) {
    return (Transfer) session.getAttribute(TRANSFER);
  }
}
