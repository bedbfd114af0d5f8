package org.edgeztp.server.tftp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.edgeztp.server.tftp.BootFiles.Content;
import org.edgeztp.server.tftp.Received.Malformed;
import org.edgeztp.server.tftp.TftpPacket.Ack;
import org.edgeztp.server.tftp.TftpPacket.Data;
import org.edgeztp.server.tftp.TftpPacket.ErrorReport;
import org.edgeztp.server.tftp.TftpPacket.OptionAck;
import org.edgeztp.server.tftp.TftpPacket.ReadRequest;
import org.edgeztp.server.tftp.TftpPacket.WriteRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The well-known port: takes requests, refuses with a sentence, and hands the rest to {@link
 * Transfers}. A session here is one datagram and is closed after it.
 */
final class Reception extends IoHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private final BootFiles files;
  private final Transfers transfers;
  private final TftpSettings settings;
  private final TransferLog log;
  private final Executor openers;

  /**
   * @param openers runs what may wait for the files
   */
  Reception(
      BootFiles files,
      Transfers transfers,
      TftpSettings settings,
      TransferLog log,
      Executor openers) {
    this.files = files;
    this.transfers = transfers;
    this.settings = settings;
    this.log = log;
    this.openers = openers;
  }

  /** Who sent the datagram, and the way back. */
  private record Caller(IoSession session, InetSocketAddress client, InetAddress address) {
    void hangUp() {
      session.closeNow();
    }
  }

  @Override
  public void messageReceived(IoSession session, Object message) {
    var client = (InetSocketAddress) session.getRemoteAddress();
    if (client.getPort() != 0) {
      var packet = TftpCodec.decode(((IoBuffer) message).buf());
      receive(new Caller(session, client, client.getAddress()), packet);
    } else {
      session.closeNow();
    }
  }

  @Override
  public void exceptionCaught(IoSession session, Throwable cause) {
    LOG.warn("request of {}", session.getRemoteAddress(), cause);
    session.closeNow();
  }

  private void receive(Caller caller, Received packet) {
    switch (packet) {
      case ReadRequest request -> read(caller, request);
      case WriteRequest(String path, _, _) ->
          refuse(caller, path, TftpError.ACCESS_VIOLATION, "files are read here, not written");
      case Malformed(String reason) -> refuse(caller, "", TftpError.ILLEGAL_OPERATION, reason);
      // Left-overs of transfers that are done; an answer could start a quarrel between two servers.
      case Ack _, Data _, ErrorReport _, OptionAck _ -> caller.hangUp();
    }
  }

  private void read(Caller caller, ReadRequest request) {
    long now = System.nanoTime();
    switch (RequestCheck.of(request)) {
      case RequestCheck.Refused(TftpError code, String reason) ->
          refuse(caller, request.path(), code, reason);
      case RequestCheck.Passed(String path) -> {
        switch (transfers.admit(caller.client(), request)) {
          case GRANTED -> openers.execute(() -> open(caller, request, path, now));
          case REPEATED -> caller.hangUp();
          case FULL ->
              refuse(caller, path, TftpError.NOT_DEFINED, "too many transfers, try again later");
        }
      }
    }
  }

  private void open(Caller caller, ReadRequest request, String path, long receivedAt) {
    InetSocketAddress client = caller.client();
    switch (ask(path, caller.address())) {
      case Content content -> {
        Terms terms = Terms.negotiate(request.options(), content.size(), settings);
        transfers.start(new Job(client, request, path, terms, content.bytes(), receivedAt));
        caller.hangUp();
      }
      case BootFiles.Absent(String reason) -> {
        transfers.giveBack(client, request);
        answer(caller, TftpError.FILE_NOT_FOUND, reason);
      }
      case BootFiles.Refused(TftpError code, String reason) -> {
        transfers.giveBack(client, request);
        refuse(caller, path, code, reason);
      }
    }
  }

  private BootFiles.Answer ask(String path, InetAddress client) {
    try {
      return files.open(path, client);
    } catch (IOException | RuntimeException e) {
      LOG.warn("opening '{}' for {}", path, client.getHostAddress(), e);
      return new BootFiles.Refused(
          TftpError.NOT_DEFINED, "the server cannot read '" + path + "'; its log says why");
    }
  }

  private void refuse(Caller caller, String path, TftpError code, String reason) {
    answer(caller, code, reason);
    String printable = RequestCheck.printable(path);
    log.note(new TransferEvent.Refused(caller.address(), printable, code, reason));
  }

  private static void answer(Caller caller, TftpError code, String reason) {
    caller.session().write(IoBuffer.wrap(TftpCodec.encode(new ErrorReport(code, reason))));
    caller.session().closeOnFlush();
  }
}
