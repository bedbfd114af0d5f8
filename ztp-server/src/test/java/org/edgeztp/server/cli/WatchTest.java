package org.edgeztp.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class WatchTest {
  private static final String STORY =
      """
      {"seq":1,"machine":"m-0000000001","run":0,"at":"2026-11-22T12:00:00Z","kind":"Discovered","text":"first seen","to":"DISCOVERED","facts":{}}
      {"seq":2,"machine":"m-0000000001","run":1,"at":"2026-11-22T12:00:09.8Z","kind":"Assigned","text":"gets profile edge","to":"QUEUED","facts":{"hostname":"edge-1"}}
      {"seq":3,"machine":"m-0000000001","run":1,"at":"2026-11-22T12:00:12Z","kind":"dhcp","text":"DISCOVER answered","facts":{}}
      {"seq":4,"machine":"m-0000000001","run":1,"at":"2026-11-22T12:00:15Z","kind":"progress","text":"image","facts":{"step":"image","done":50,"total":100}}
      {"seq":5,"machine":"m-0000000001","run":1,"at":"2026-11-22T12:00:20Z","kind":"refused","text":"a stale token","facts":{}}
      {"seq":6,"machine":"m-0000000001","run":1,"at":"2026-11-22T12:01:30Z","kind":"KIND","text":"TEXT","to":"TO","facts":{}}
      """;

  @Test
  void showsWhatMovesAMachineAndWhatIsRefused() throws Exception {
    assertThat(watch("Joined", "confirmed", "IN_SERVICE", false, false))
        .isEqualTo(
            """
                0.0 s  m-0000000001       => DISCOVERED first seen
                9.8 s  edge-1             => QUEUED    gets profile edge
               20.0 s  edge-1             refused      a stale token
               90.0 s  edge-1             => IN_SERVICE confirmed
            true
            """);
  }

  @Test
  void showsEverythingWhenAskedTo() throws Exception {
    assertThat(watch("Joined", "confirmed", "IN_SERVICE", true, false))
        .contains("   12.0 s  edge-1             dhcp         DISCOVER answered");
  }

  @Test
  void drawsABarOnATerminalOnly() throws Exception {
    assertThat(watch("Joined", "confirmed", "IN_SERVICE", false, true))
        .contains("image    [###############...............]  50 %");
    assertThat(watch("Joined", "confirmed", "IN_SERVICE", false, false)).doesNotContain("[#");
  }

  @Test
  void tellsThatAMachineFailed() throws Exception {
    assertThat(watch("InstallFailed", "no disk", "FAILED", false, false))
        .endsWith("=> FAILED    no disk\nfalse\n");
  }

  /** What machines tell of themselves is shown on the terminals of people. */
  @Test
  void showsNothingThatATerminalObeys() throws Exception {
    assertThat(watch("Joined", "con\\u001b[2Jfirmed\\n\\tby name", "IN_SERVICE", false, false))
        .contains("=> IN_SERVICE con\ufffd[2Jfirmed\n\tby name\n");
  }

  @Test
  void drawsAFullBarWhereAMachineReportsMoreThanThereIs() throws Exception {
    String story = STORY.replace("\"done\":50", "\"done\":500");
    assertThat(watch(story.replace("TO", "IN_SERVICE"), true)).contains("#] 100 %");
  }

  /** Machines that failed or came into service long ago are none that somebody waits for. */
  @Test
  void beginsNowUnlessItIsToldSince() throws Exception {
    List<String> asked = new ArrayList<>();
    var server = serve(STORY.replace("TO", "IN_SERVICE"), asked);
    server.createContext(
        "/api/v1/timeline",
        exchange -> {
          byte[] newest = "{\"items\": [{\"seq\": 4711}]}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, newest.length);
          exchange.getResponseBody().write(newest);
          exchange.close();
        });
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    try {
      int now = new CommandLine(new WatchCommand()).execute("--server", address, "--until", "1");
      int past =
          new CommandLine(new WatchCommand())
              .execute("--server", address, "--until", "1", "--since", "0");
      assertThat(List.of(now, past)).containsOnly(0);
    } finally {
      server.stop(0);
    }
    assertThat(asked).containsExactly("after=4711", "after=0");
  }

  /** As {@code ztp watch | head} leaves it. */
  @Test
  void endsWhenNobodyReadsItAnyMore() throws Exception {
    var gone =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
              }
            },
            false,
            StandardCharsets.UTF_8);
    var server = serve(STORY);
    try (var api = client(server)) {
      boolean all = new Watch(new Terminal(gone, false), false).follow(api, Integer.MAX_VALUE, 0);
      assertThat(all).isTrue();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void saysWhoIsAwayWhereNobodySeesAStatusLine() throws Exception {
    var server = serve(STORY.replace("TO", "IN_SERVICE"));
    var port = server.getAddress();
    server.stop(0);
    var out = new ByteArrayOutputStream();
    var print = new PrintStream(out, true, StandardCharsets.UTF_8);
    try (var api =
        new ApiClient(URI.create("http://127.0.0.1:" + port.getPort()), Optional::empty)) {
      Thread watch =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  new Watch(new Terminal(print, false), false).follow(api, 1, 0);
                } catch (IOException | InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      await()
          .untilAsserted(() ->
              assertThat(out.toString(StandardCharsets.UTF_8)).contains("the server is away: "));
      watch.interrupt();
      watch.join();
    }
  }

  private static String watch(String kind, String text, String to, boolean all, boolean terminal)
      throws Exception {
    return watch(
        STORY.replace("KIND", kind).replace("TEXT", text).replace("TO", to), all, terminal);
  }

  private static String watch(String story, boolean terminal) throws Exception {
    return watch(story, false, terminal);
  }

  private static String watch(String story, boolean all, boolean terminal) throws Exception {
    var server = serve(story);
    var out = new ByteArrayOutputStream();
    var print = new PrintStream(out, true, StandardCharsets.UTF_8);
    try (var api = client(server)) {
      print.println(new Watch(new Terminal(print, terminal), all).follow(api, 1, 0));
    } finally {
      server.stop(0);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static ApiClient client(HttpServer server) {
    return new ApiClient(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), Optional::empty);
  }

  private static HttpServer serve(String story) throws IOException {
    return serve(story, new ArrayList<>());
  }

  private static HttpServer serve(String story, List<String> asked) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/events",
        exchange -> {
          asked.add(exchange.getRequestURI().getQuery());
          exchange.sendResponseHeaders(200, 0);
          try (var body = exchange.getResponseBody()) {
            for (String line : story.lines().toList()) {
              body.write(("data: " + line + "\n\n").getBytes(StandardCharsets.UTF_8));
            }
          }
        });
    server.start();
    return server;
  }
}
