package org.edgeztp.server.preflight;

import static org.edgeztp.server.preflight.Finding.ok;
import static org.edgeztp.server.preflight.Finding.problem;
import static org.edgeztp.server.preflight.Finding.warning;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;

/** Whether what lies behind routers can be reached, and by packets of the usual size. */
final class Reach {
  private static final Duration WAIT = Duration.ofSeconds(5);
  private static final Duration ICMP_WAIT = Duration.ofMillis(300);

  /** A port where nothing listens, as traceroute uses: the other side says so, and is there. */
  private static final int UNUSED_PORT = 33_434;

  /** What fits into 1500 bytes with the headers of IP and UDP. */
  private static final int FULL = 1472;

  private Reach() {}

  /** What became of a full-size packet that no router may cut. */
  enum Path {
    ANSWERED,
    SILENT,
    TOO_LONG,
    NO_ROUTE
  }

  static Finding relay(Inet4Address relay, Optional<Inet4Address> own) throws IOException {
    try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
      channel.setOption(ExtendedSocketOptions.IP_DONTFRAGMENT, true);
      try {
        channel.connect(new InetSocketAddress(relay, UNUSED_PORT));
      } catch (SocketException e) {
        return relay(relay, Path.NO_ROUTE, "", own);
      }
      String from = ((InetSocketAddress) channel.getLocalAddress()).getAddress().getHostAddress();
      return relay(relay, path(channel), from, own);
    }
  }

  /**
   * Judges the way to a relay.
   *
   * @param from the address that packets to the relay leave from
   */
  static Finding relay(Inet4Address relay, Path path, String from, Optional<Inet4Address> own) {
    String to = relay.getHostAddress();
    if (path == Path.NO_ROUTE) {
      return problem(
          "relay", "no route leads to the relay %s, so it gets no answer: add one".formatted(to));
    }
    if (own.isPresent() && !own.get().getHostAddress().equals(from)) {
      return warning(
          "relay",
          "packets to the relay %s leave from %s and not from %s: check the routes"
              .formatted(to, from, own.get().getHostAddress()));
    }
    return switch (path) {
      case ANSWERED -> ok("relay", "the relay %s answers to packets of 1500 bytes".formatted(to));
      case SILENT ->
          warning(
              "relay",
              "the relay %s does not answer to a packet at a port that it does not use: it filters"
                      .formatted(to)
                  + " such packets, or is not there");
      case TOO_LONG ->
          problem(
              "MTU",
              "the way to the relay %s does not take packets of 1500 bytes: raise the MTU of the"
                      .formatted(to)
                  + " tunnel or link between");
      case NO_ROUTE -> throw new IllegalStateException("handled above");
    };
  }

  private static Path path(DatagramChannel channel) throws IOException {
    try {
      // The second meets what a router said of the first.
      for (int i = 0; i < 2; i++) {
        channel.write(ByteBuffer.allocate(FULL));
        LockSupport.parkNanos(ICMP_WAIT.toNanos());
      }
      channel.configureBlocking(false);
      channel.read(ByteBuffer.allocate(1));
      return Path.SILENT;
    } catch (PortUnreachableException e) {
      return Path.ANSWERED;
    } catch (SocketException e) {
      String why = String.valueOf(e.getMessage());
      return why.contains("too long") ? Path.TOO_LONG : Path.NO_ROUTE;
    }
  }

  static Finding mirror(HttpClient http, String name, URI uri) throws InterruptedException {
    HttpRequest head = HttpRequest.newBuilder(uri).HEAD().timeout(WAIT).build();
    try {
      int status = http.send(head, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status < 500
          ? ok("mirror", "%s: %s answers".formatted(name, uri))
          : warning(
              "mirror", "%s: %s answers with HTTP %d: look there".formatted(name, uri, status));
    } catch (IOException e) {
      return warning(
          "mirror",
          "%s: %s cannot be reached (%s), so machines get only packages that are cached already"
              .formatted(name, uri, e.getClass().getSimpleName()));
    }
  }
}
