package org.edgeztp.server.tftp;

import java.io.IOException;
import java.net.Inet4Address;
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

  @Override
  public void messageReceived(IoSession session, Object message) {
    var client = (InetSocketAddress) session.getRemoteAddress();
    if (!(client.getAddress() instanceof Inet4Address address) || client.getPort() == 0) {
      session.closeNow();
      return;
    }
    switch (TftpCodec.decode(((IoBuffer) message).buf())) {
      case ReadRequest request -> read(session, client, address, request);
      case WriteRequest(String path, _, _) ->
          refuse(
              session,
              address,
              path,
              TftpError.ACCESS_VIOLATION,
              "files are read here, not written");
      case Malformed(String reason) ->
          refuse(session, address, "", TftpError.ILLEGAL_OPERATION, reason);
      // Left-overs of transfers that are done; an answer could start a quarrel between two servers.
      case Ack _, Data _, ErrorReport _, OptionAck _ -> session.closeNow();
    }
  }

  @Override
  public void exceptionCaught(IoSession session, Throwable cause) {
    LOG.warn("request of {}", session.getRemoteAddress(), cause);
    session.closeNow();
  }

  private void read(
      IoSession session, InetSocketAddress client, Inet4Address address, ReadRequest request) {
    long now = System.nanoTime();
    switch (RequestCheck.of(request)) {
      case RequestCheck.Refused(TftpError code, String reason) ->
          refuse(session, address, request.path(), code, reason);
      case RequestCheck.Passed(String path) -> {
        switch (transfers.admit(client, request)) {
          case GRANTED -> openers.execute(() -> open(session, client, address, request, path, now));
          case REPEATED -> session.closeNow();
          case FULL ->
              refuse(
                  session,
                  address,
                  path,
                  TftpError.NOT_DEFINED,
                  "too many transfers, try again later");
        }
      }
    }
  }

  private void open(
      IoSession session,
      InetSocketAddress client,
      Inet4Address address,
      ReadRequest request,
      String path,
      long receivedAt) {
    switch (ask(path, address)) {
      case Content content -> {
        Terms terms = Terms.negotiate(request.options(), content.size(), settings);
        transfers.start(new Job(client, request, path, terms, content.bytes(), receivedAt));
        session.closeNow();
      }
      case BootFiles.Refused(TftpError code, String reason) -> {
        transfers.giveBack(client, request);
        refuse(session, address, path, code, reason);
      }
    }
  }

  private BootFiles.Answer ask(String path, Inet4Address client) {
    try {
      return files.open(path, client);
    } catch (IOException | RuntimeException e) {
      LOG.warn("opening '{}' for {}", path, client.getHostAddress(), e);
      return new BootFiles.Refused(
          TftpError.NOT_DEFINED, "the server cannot read '" + path + "'; its log says why");
    }
  }

  private void refuse(
      IoSession session, Inet4Address client, String path, TftpError code, String reason) {
    session.write(IoBuffer.wrap(TftpCodec.encode(new ErrorReport(code, reason))));
    session.closeOnFlush();
    log.note(new TransferEvent.Refused(client, RequestCheck.printable(path), code, reason));
  }
}
