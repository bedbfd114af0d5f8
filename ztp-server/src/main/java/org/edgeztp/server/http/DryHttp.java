package org.edgeztp.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.edgeztp.inventory.machine.Ipv6;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server without its sockets: requests go through the same parser and handlers, and say
 * themselves from which address they come. One at a time.
 */
public final class DryHttp implements AutoCloseable {
  private static final int PORT = 80;
  private static final long PATIENCE = 10;

  private final Server server = new Server();
  private final LocalConnector connector;
  private final InetAddress here;
  private volatile InetSocketAddress client = new InetSocketAddress(0);

  /**
   * Serves what a handler has to give.
   *
   * @param here the server's own address
   */
  public DryHttp(Handler handler, InetAddress here) {
    this.here = here;
    var http = HttpListener.configuration();
    http.addCustomizer(this::addressed);
    this.connector = new LocalConnector(server, new HttpConnectionFactory(http));
    server.addConnector(connector);
    server.setHandler(handler);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("starting HTTP without a socket", e);
    }
  }

  /**
   * What a request leads to.
   *
   * @param body empty for HEAD
   * @param lines the status, the type and the length of the body, and the body line by line
   */
  public record Outcome(int status, String body, List<String> lines) {
    public Outcome {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Asks as a machine does.
   *
   * @param method GET or HEAD
   * @param path with its slash
   * @param from the machine's address
   */
  public Outcome ask(String method, String path, InetAddress from, Map<String, String> headers) {
    return ask(new DryRequest(method, path, headers, ""), from);
  }

  /** Asks what a machine asked that has this address. */
  public synchronized Outcome ask(DryRequest asked, InetAddress from) {
    client = new InetSocketAddress(from, 1024);
    var request = new StringBuilder("%s %s HTTP/1.1\r\n".formatted(asked.method(), asked.path()));
    request.append("Host: ").append(Ipv6.host(here)).append("\r\nConnection: close\r\n");
    asked.headers().forEach((name, value) -> request.append("%s: %s\r\n".formatted(name, value)));
    if (!asked.body().isEmpty()) {
      request.append("Content-Length: %d\r\n".formatted(asked.body().length()));
    }
    request.append("\r\n").append(asked.body());
    try {
      boolean head = asked.method().equals("HEAD");
      return outcome(
          connector.getResponse(
              ByteBuffer.wrap(request.toString().getBytes(ISO_8859_1)),
              head,
              PATIENCE,
              TimeUnit.SECONDS),
          head);
    } catch (Exception e) {
      throw new IllegalStateException(
          "%s %s without a socket".formatted(asked.method(), asked.path()), e);
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("stopping " + server, e);
    }
  }

  /** What is kept open for longer than that is waited for has none. */
  private static Outcome outcome(@Nullable ByteBuffer response, boolean head) {
    if (response == null) {
      return new Outcome(0, "", List.of("no answer within %d s".formatted(PATIENCE)));
    }
    String[] parts = UTF_8.decode(response).toString().split("\r\n\r\n", 2);
    List<String> header = parts[0].lines().toList();
    String body = head || parts.length < 2 ? "" : parts[1];
    List<String> lines = new ArrayList<>();
    lines.add(header.getFirst().replaceFirst("^HTTP/1.1 ", "status: "));
    for (String name : List.of("Content-Type", "Content-Length")) {
      header.stream().filter(line -> line.startsWith(name + ":")).forEach(lines::add);
    }
    lines.addAll(body.lines().toList());
    int status = Integer.parseInt(header.getFirst().split(" ", 3)[1]);
    return new Outcome(status, body, lines);
  }

  private Request addressed(Request request, HttpFields.Mutable headers) {
    var connection = new Addressed(request.getConnectionMetaData());
    return new Request.Wrapper(request) {
      @Override
      public ConnectionMetaData getConnectionMetaData() {
        return connection;
      }
    };
  }

  private final class Addressed extends ConnectionMetaData.Wrapper {
    Addressed(ConnectionMetaData wrapped) {
      super(wrapped);
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
      return client;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
      return new InetSocketAddress(here, PORT);
    }
  }
}
