package org.edgeztp.server.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.edgeztp.server.tftp.TransferEvent.Finished;
import org.edgeztp.server.tftp.TransferEvent.Refused;
import org.edgeztp.server.tftp.TransferEvent.Started;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TftpServerTest {
  private static final Map<String, String> FAST =
      Map.of("blksize", "1468", "windowsize", "16", "tsize", "0");

  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 511, 512, 513, 1024, 1468, 23_488, 100_000})
  void servesFilesOfAnyLength(int size) throws IOException {
    byte[] bytes = server.files.add("ipxe.efi", size);

    assertThat(TestClient.fetch(server.port(), "ipxe.efi", Map.of())).isEqualTo(bytes);
    assertThat(TestClient.fetch(server.port(), "/ipxe.efi", FAST)).isEqualTo(bytes);
  }

  @Test
  void countsBlocksPastTheirWireNumber() throws IOException {
    byte[] bytes = server.files.add("long", 8 * 140_000 + 3);

    assertThat(TestClient.fetch(server.port(), "long", Map.of("blksize", "8", "windowsize", "64")))
        .isEqualTo(bytes);
  }

  @Test
  void tellsTheLogHowATransferWent() throws IOException {
    server.files.add("ipxe.efi", 100_000);

    TestClient.fetch(server.port(), "ipxe.efi", FAST);

    await().until(() -> server.events(Finished.class).size() == 1);
    var loopback = InetAddress.getLoopbackAddress();
    assertThat(server.events.getFirst())
        .isEqualTo(new Started(loopback, "ipxe.efi", 100_000, 1468, 16));
    assertThat(server.events(Finished.class).getFirst().bytes()).isEqualTo(100_000);
    assertThat(server.events).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          absent     | 1 there is no file 'absent'
          ../passwd  | 2 the file name has '..' in it; files are named from the root
          broken     | 0 the server cannot read 'broken'; its log says why
          """)
  void refusesWithASentence(String path, String refusal) {
    try (var _ = new Quiet()) {
      assertThatThrownBy(() -> TestClient.fetch(server.port(), path, FAST)).hasMessage(refusal);
    }

    await().until(() -> server.events(Refused.class).size() == 1);
    assertThat(server.events).hasSize(1);
    assertThat(server.events(Refused.class).getFirst().path()).isEqualTo(path);
    assertThat(refusal).endsWith(server.events(Refused.class).getFirst().reason());
    await().until(() -> server.server.transfers() == 0);
  }

  @Test
  void servesTwoHundredClientsAtTheSameTime() throws Exception {
    byte[] bytes = server.files.add("ipxe.efi", 300_000);
    List<Callable<byte[]>> clients = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Map<String, String> options = i % 2 == 0 ? FAST : Map.of("blksize", "1432");
      clients.add(() -> TestClient.fetch(server.port(), "ipxe.efi", options));
    }

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<byte[]> fetched : threads.invokeAll(clients)) {
        assertThat(fetched.get()).isEqualTo(bytes);
      }
    }
    await().untilAsserted(() -> assertThat(server.events(Finished.class)).hasSize(200));
    await().until(() -> server.server.transfers() == 0);
  }

  @Test
  void getsEveryFileThroughANetworkThatLosesATenthOfAllPackets() throws Exception {
    server.close();
    server = new TestServer(new TftpSettings(1468, 64, 100, Duration.ofMillis(100), 10));
    byte[] bytes = server.files.add("ipxe.efi", 200_000);
    try (var relay = new LossyRelay(server.port(), 10, 4711);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<byte[]>> clients = new ArrayList<>();
      for (String window : List.of("1", "4", "16", "64")) {
        Map<String, String> options = Map.of("blksize", "1468", "windowsize", window);
        clients.add(() -> TestClient.fetch(relay.port(), "ipxe.efi", options));
      }
      for (Future<byte[]> fetched : threads.invokeAll(clients)) {
        assertThat(fetched.get()).isEqualTo(bytes);
      }
    }
  }
}
