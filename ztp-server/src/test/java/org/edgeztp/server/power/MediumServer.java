package org.edgeztp.server.power;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Serves what stands for a CD on the loopback. */
final class MediumServer implements AutoCloseable {
  private static final String PATH = "/boot/ipxe.iso";

  private final HttpServer web;

  MediumServer() throws IOException {
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        PATH,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (var body = exchange.getResponseBody()) {
            body.write("a CD".getBytes(UTF_8));
          }
        });
    web.start();
  }

  BootMedium medium() {
    return medium(PATH);
  }

  /** One of another path, which is not found. */
  BootMedium medium(String path) {
    return new BootMedium(
        List.of(InetAddress.getLoopbackAddress()), web.getAddress().getPort(), Optional.of(path));
  }

  String url() {
    return "http://127.0.0.1:" + web.getAddress().getPort() + PATH;
  }

  @Override
  public void close() {
    web.stop(0);
  }
}
