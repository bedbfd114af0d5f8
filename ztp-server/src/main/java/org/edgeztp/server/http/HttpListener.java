package org.edgeztp.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One port, on one or more addresses, that serves HTTP; each request on a virtual thread. */
public final class HttpListener implements AutoCloseable {
  private final Server server;
  private final List<ServerConnector> connectors = new ArrayList<>();

  /**
   * Listens at once.
   *
   * @param name of its threads
   * @throws IllegalStateException when the port cannot be had
   */
  public HttpListener(String name, List<String> addresses, int port, Handler handler) {
    var threads = new QueuedThreadPool();
    threads.setName(name);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory()));
    server = new Server(threads);
    HttpConfiguration http = configuration();
    for (String address : addresses) {
      var connector = new ServerConnector(server, new HttpConnectionFactory(http));
      connector.setHost(address);
      connector.setPort(port);
      connectors.add(connector);
      server.addConnector(connector);
    }
    server.setHandler(handler);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(
          "listening for " + name + " on port " + port + " of " + addresses, e);
    }
  }

  /** How requests are read. */
  static HttpConfiguration configuration() {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // shim that was loaded by HTTP asks for //grubx64.efi, and knows no other way.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with("shim", UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT));
    return http;
  }

  /** The port in use on the first address, of interest when it was asked for as 0. */
  public int port() {
    return connectors.getFirst().getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("stopping " + server, e);
    }
  }
}
