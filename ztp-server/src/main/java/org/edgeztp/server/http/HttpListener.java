package org.edgeztp.server.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
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
    this(name, addresses, port, handler, Optional.empty());
  }

  private HttpListener(
      String name,
      List<String> addresses,
      int port,
      Handler handler,
      Optional<SslContextFactory.Server> tls) {
    var threads = new QueuedThreadPool();
    threads.setName(name);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + "-", 0).factory()));
    server = new Server(threads);
    ConnectionFactory[] protocols =
        tls.map(HttpListener::secured)
            .orElseGet(() -> new ConnectionFactory[] {new HttpConnectionFactory(configuration())});
    for (String address : addresses) {
      var connector = new ServerConnector(server, protocols);
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

  /**
   * Listens at once, for HTTPS alone.
   *
   * @throws IllegalStateException when the port cannot be had
   */
  public static HttpListener secure(
      String name, String address, int port, SslContextFactory.Server tls, Handler handler) {
    return new HttpListener(name, List.of(address), port, handler, Optional.of(tls));
  }

  private static ConnectionFactory[] secured(SslContextFactory.Server tls) {
    HttpConfiguration https = configuration();
    var customizer = new SecureRequestCustomizer();
    // People reach it by addresses and names of their own, for which the certificate may not be.
    customizer.setSniHostCheck(false);
    https.addCustomizer(customizer);
    var http = new HttpConnectionFactory(https);
    return new ConnectionFactory[] {new SslConnectionFactory(tls, http.getProtocol()), http};
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
