package org.edgeztp.server.dhcp;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.edgeztp.inventory.lease.Leases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The DHCP server. The thread that receives a packet answers it, unless the waist has to look
 * something up: that is done by a thread of its own. An ACK is sent by the thread that made its
 * lease durable, many after one flush. While {@value #AT_ONCE} are being answered it stops
 * receiving, and the kernel's buffer holds the rest or drops it; clients repeat themselves.
 */
public final class DhcpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DhcpServer.class);
  private static final int AT_ONCE = 512;
  private static final Duration WAIT_AFTER_FAILURE = Duration.ofSeconds(1);

  private final Semaphore permits = new Semaphore(AT_ONCE);
  private final DhcpHandler handler;
  private final DhcpLog log;
  private final DhcpSocket socket;
  private final String form;
  private final Thread thread;
  private volatile boolean open = true;

  private DhcpServer(DhcpSockets.Opened opened, DhcpHandler handler, DhcpLog log) {
    this.socket = opened.socket();
    this.form = opened.why();
    this.handler = handler;
    this.log = log;
    this.thread = Thread.ofPlatform().name("dhcp-receive").unstarted(this::receive);
  }

  /**
   * Opens the socket and begins to answer. The leases stay the caller's: close them after this.
   *
   * @throws IOException if the port or the interface is not to be had
   */
  public static DhcpServer start(
      DhcpSettings settings, Leases leases, Waist waist, Restraint restraint, DhcpLog log)
      throws IOException {
    DhcpSockets.Opened opened = DhcpSockets.open(settings);
    LOG.info("DHCP on port {}, {}", settings.serverPort(), opened.why());
    var handler = new DhcpHandler(settings, leases, waist, restraint, Clock.systemUTC());
    var server = new DhcpServer(opened, handler, log);
    server.thread.start();
    return server;
  }

  /** On which interfaces it hears, how it reaches clients without an address, and why so. */
  String form() {
    return form;
  }

  private void receive() {
    while (open) {
      try {
        socket.receive(this::received);
      } catch (IOException e) {
        LOG.warn("Receiving DHCP packets", e);
        LockSupport.parkNanos(WAIT_AFTER_FAILURE.toNanos());
      }
    }
  }

  private void received(byte[] packet, Arrival arrival) {
    switch (PacketCodec.decode(packet)) {
      case Decoded.Malformed(String reason) ->
          log.saw(new DhcpEvent.Malformed(arrival.source(), reason));
      case Decoded.Request(DhcpRequest request) -> {
        permits.acquireUninterruptibly();
        var _ =
            answer(request, arrival)
                .thenApply(reply -> sent(request, reply, arrival))
                .exceptionally(failure -> failed(request, failure))
                .thenAccept(log::saw)
                .whenComplete((_, _) -> permits.release());
      }
    }
  }

  private CompletableFuture<Reply> answer(DhcpRequest request, Arrival arrival) {
    try {
      return handler.answer(request, arrival);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private DhcpEvent sent(DhcpRequest request, Reply reply, Arrival arrival) {
    String question = request.type().name();
    return switch (reply) {
      case Reply.Elsewhere(var server, _) -> new DhcpEvent.Elsewhere(request.chaddr(), server);
      case Reply.Silent(String why) -> new DhcpEvent.Silent(request.chaddr(), question, why);
      case Reply.Refused(Refusal refusal) ->
          new DhcpEvent.Refused(request.chaddr(), question, refusal);
      case Reply.Observed(String why) -> new DhcpEvent.Observed(request.chaddr(), why);
      case Reply.Sent sent -> {
        Network network = arrival.network().orElseThrow();
        try {
          socket.send(PacketCodec.encode(sent.answer()), network, sent.answer().destination());
          yield new DhcpEvent.Answered(
              request.chaddr(),
              Clients.of(request).firmware(),
              question,
              sent.name(),
              sent.address(),
              sent.answer().boots(),
              sent.why(),
              () -> AnswerText.of(sent));
        } catch (IOException e) {
          yield new DhcpEvent.Failed(request.chaddr(), question, e);
        }
      }
    };
  }

  private static DhcpEvent failed(DhcpRequest request, Throwable failure) {
    Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
    return new DhcpEvent.Failed(
        request.chaddr(),
        request.type().name(),
        cause instanceof Exception e ? e : new IllegalStateException("no answer", cause));
  }

  /** Returns when everything received has been answered. */
  @Override
  public void close() {
    open = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    permits.acquireUninterruptibly(AT_ONCE);
    socket.close();
  }
}
