package org.edgeztp.server.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpstreamTest {
  @Test
  void anArchiveThatTellsNoDateIsReadAllTheSame() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var upstream = new Upstream(Timing.USUAL)) {
      Thread.ofVirtual().start(() -> answer(listener));
      URI file = URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/a.deb");
      var answer = upstream.get(file, Optional.empty());
      assertThat(answer).isInstanceOf(Upstream.Answer.Content.class);
      try (var body = ((Upstream.Answer.Content) answer).body()) {
        assertThat(StandardCharsets.US_ASCII.decode(body.next()).toString()).isEqualTo("text");
      }
    }
  }

  private static void answer(ServerSocket listener) {
    try (Socket client = listener.accept()) {
      client
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntext"
                  .getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();
      client.getInputStream().readAllBytes();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
