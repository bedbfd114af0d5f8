package org.edgeztp.assets;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the ramdisk asks the server, with this host's curl. */
class RamdiskAskTest {
  private static final byte[] TASK = "first line\nlast line\n".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  /** A task is a script: half of one must never run. */
  @Test
  void anAnswerThatBreaksOffIsAskedForAgain() throws Exception {
    var asked = new AtomicInteger();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/run/task",
        exchange -> {
          int length = asked.incrementAndGet() == 1 ? 11 : TASK.length;
          exchange.sendResponseHeaders(200, TASK.length);
          exchange.getResponseBody().write(TASK, 0, length);
          exchange.getResponseBody().flush();
          exchange.close();
        });
    server.start();
    try {
      String script =
          """
          . build/ramdisk/ztp.sh
          say() { :; }; sleep() { :; }
          answer=%s ztp_url=http://127.0.0.1:%d/run
          ask task
          echo "$status $(tail -n 1 "$answer")"
          """
              .formatted(folder.resolve("answer"), server.getAddress().getPort());
      Process shell = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
      String told = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(told).isEqualTo("200 last line\n");
      assertThat(asked).hasValue(2);
    } finally {
      server.stop(0);
    }
  }
}
