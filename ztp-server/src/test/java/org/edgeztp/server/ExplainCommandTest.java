package org.edgeztp.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.web.MemoryAnswers;
import org.edgeztp.inventory.web.OperatorApi;
import org.edgeztp.server.boot.Firmware;
import org.edgeztp.server.dhcp.DhcpEvent;
import org.edgeztp.server.http.HttpListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ztp explain} against the API: what it tells those who only look at its exit code. */
class ExplainCommandTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private static final String PCAP = "src/test/resources/org/edgeztp/server/capture/firmware.pcap";

  @TempDir private Path folder;
  private ExplainSite site;
  private final SentAnswers answers = new SentAnswers(Clock.systemUTC());
  private OperatorApi api;
  private HttpListener listener;

  @BeforeEach
  void listen() throws IOException {
    site = new ExplainSite(folder);
    api =
        new OperatorApi(
            site.inventory,
            Map.of("explain", site.explain()),
            Map.of("answers", answers),
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

  @Test
  void showsAllOfWhatAMachineWasAnswered() throws IOException {
    var mac = new MacAddress("52:54:00:77:00:21");
    Machine machine = site.inventory.register(mac, "s1", "test");
    assertThat(explain("--sent", mac.value())).isZero();
    assertThat(said.toString(UTF_8)).contains("nothing is kept: of the 500 machines");

    answers.keep(
        machine,
        new DhcpEvent.Answered(
            mac,
            Firmware.UEFI,
            "DISCOVER",
            "OFFER",
            Ipv4.parse("10.77.0.50"),
            "x.efi",
            "install",
            () -> List.of("OFFER: install", "yiaddr: 10.77.0.50")));

    assertThat(explain("--sent", mac.value())).isZero();
    assertThat(said.toString(UTF_8))
        .contains(" DHCP DISCOVER answered with OFFER\n  OFFER: install\n  yiaddr: 10.77.0.50\n");
    assertThat(explain("--sent", mac.value(), "--against", "other.yaml")).isEqualTo(2);
    assertThat(explain("--sent", "nobody")).isEqualTo(2);
  }

  private int explain(String... options) {
    List<String> arguments = new java.util.ArrayList<>(List.of(options));
    arguments.addAll(0, List.of("explain", "--server", "http://127.0.0.1:" + listener.port()));
    PrintStream out = System.out;
    System.setOut(new PrintStream(said, true, UTF_8));
    try {
      return Main.commandLine()
          .setErr(new PrintWriter(Writer.nullWriter()))
          .execute(arguments.toArray(String[]::new));
    } finally {
      System.setOut(out);
    }
  }
}
