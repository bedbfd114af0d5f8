package org.edgeztp.server.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.edgeztp.server.tftp.TftpPacket.Data;
import org.edgeztp.server.tftp.TftpPacket.ErrorReport;
import org.edgeztp.server.tftp.TftpPacket.ReadRequest;
import org.junit.jupiter.api.Test;

class TftpServerLifeTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final TestFiles files = new TestFiles();

  @Test
  void stopsWithoutLeavingThreadsAndFreesThePort() throws IOException {
    files.add("f", 5000);
    List<Thread> before = threads();
    int port;
    try (var server = server(0)) {
      port = server.port();
      TestClient.fetch(port, "f", Map.of());
    }
    await().untilAsserted(() -> assertThat(before).containsAll(threads()));
    server(port).close();
  }

  @Test
  void tellsRunningTransfersThatItStops() throws IOException {
    files.add("f", 5000);
    var server = server(0);
    try (var client = new TestClient(server.port())) {
      client.request(new ReadRequest("f", "octet", Map.of()));
      assertThat(client.receive()).isInstanceOf(Data.class);

      server.close();

      assertThat(client.receive()).isEqualTo(new ErrorReport(0, "the server is stopping"));
    }
  }

  @Test
  void saysWhichPortItCannotHaveAndLeavesNothingBehind() throws IOException {
    try (var first = server(0)) {
      List<Thread> before = threads();

      assertThatThrownBy(() -> server(first.port()))
          .isInstanceOf(IOException.class)
          .hasMessage("cannot listen for TFTP on 127.0.0.1 port " + first.port());

      await().untilAsserted(() -> assertThat(before).containsAll(threads()));
    }
  }

  @Test
  void servesOnWhenTheLogFails() throws IOException {
    byte[] bytes = files.add("f", 5000);
    TransferLog broken =
        event -> {
          throw new IllegalStateException("full");
        };
    try (var _ = new Quiet();
        var server = new TftpServer(LOOPBACK, 0, files, broken, TftpSettings.defaults())) {
      assertThat(TestClient.fetch(server.port(), "f", Map.of())).isEqualTo(bytes);
      await().until(() -> server.transfers() == 0);
    }
  }

  private TftpServer server(int port) throws IOException {
    return new TftpServer(LOOPBACK, port, files, event -> {}, TftpSettings.defaults());
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("(?i).*(nio|tftp).*"))
        .toList();
  }
}
