package org.edgeztp.server.tftp;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on a free port of the loopback interface, with its files and all it logged. */
final class TestServer implements AutoCloseable {
  final TestFiles files = new TestFiles();
  final List<TransferEvent> events = new CopyOnWriteArrayList<>();
  final TftpServer server;

  TestServer() throws IOException {
    this(TftpSettings.defaults());
  }

  TestServer(TftpSettings settings) throws IOException {
    server = new TftpServer(InetAddress.getLoopbackAddress(), 0, files, events::add, settings);
  }

  int port() {
    return server.port();
  }

  <E extends TransferEvent> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
