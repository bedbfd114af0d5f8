package org.edgeztp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.edgeztp.inventory.web.MemoryAnswers;
import org.edgeztp.inventory.web.OperatorApi;
import org.edgeztp.server.http.HttpListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ztp explain} against the API: what it tells those who only look at its exit code. */
class ExplainCommandTest {
  private static final String PCAP = "src/test/resources/org/edgeztp/server/capture/firmware.pcap";

  @TempDir private Path folder;
  private ExplainSite site;
  private OperatorApi api;
  private HttpListener listener;

  @BeforeEach
  void listen() throws IOException {
    site = new ExplainSite(folder);
    api =
        new OperatorApi(
            site.inventory,
            Map.of("explain", site.explain()),
            Map.of(),
            _ -> {
              throw new IllegalStateException("nothing is registered here");
            },
            new MemoryAnswers());
    listener = new HttpListener("api", List.of("127.0.0.1"), 0, api);
  }

  @AfterEach
  void close() {
    listener.close();
    api.close();
  }

  @Test
  void endsAsDiffDoes() throws IOException {
    Path same = Files.writeString(folder.resolve("same.yaml"), site.text());
    Path other =
        Files.writeString(
            folder.resolve("other.yaml"), site.text().replace("10.77.0.254", "10.77.0.253"));
    Path broken = Files.writeString(folder.resolve("broken.yaml"), "networks: [");

    assertThat(explain("--pcap", PCAP)).isZero();
    assertThat(explain("--pcap", PCAP, "--against", same.toString())).isZero();
    assertThat(explain("--pcap", PCAP, "--against", other.toString())).isEqualTo(1);
    assertThat(explain("--pcap", PCAP, "--against", broken.toString())).isEqualTo(2);
    assertThat(explain("--pcap", same.toString())).isEqualTo(2);
    assertThat(explain("--mac", "52:54:00:77:00:21", "--arch", "none-such")).isEqualTo(2);
    assertThat(explain()).isEqualTo(2);
  }

  private int explain(String... options) {
    List<String> arguments = new java.util.ArrayList<>(List.of(options));
    arguments.addAll(0, List.of("explain", "--server", "http://127.0.0.1:" + listener.port()));
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    try {
      return Main.commandLine()
          .setErr(new PrintWriter(Writer.nullWriter()))
          .execute(arguments.toArray(String[]::new));
    } finally {
      System.setOut(out);
    }
  }
}
