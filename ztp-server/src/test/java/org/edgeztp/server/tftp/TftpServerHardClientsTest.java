package org.edgeztp.server.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.edgeztp.server.tftp.TftpPacket.Ack;
import org.edgeztp.server.tftp.TftpPacket.Data;
import org.edgeztp.server.tftp.TftpPacket.ErrorReport;
import org.edgeztp.server.tftp.TftpPacket.OptionAck;
import org.edgeztp.server.tftp.TftpPacket.ReadRequest;
import org.edgeztp.server.tftp.TftpPacket.WriteRequest;
import org.edgeztp.server.tftp.TransferEvent.Failed;
import org.edgeztp.server.tftp.TransferEvent.Finished;
import org.edgeztp.server.tftp.TransferEvent.Refused;
import org.edgeztp.server.tftp.TransferEvent.SizeAsked;
import org.edgeztp.server.tftp.TransferEvent.Started;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that are silent, confused, hostile, or boot ROMs. */
class TftpServerHardClientsTest {
  private static final ReadRequest READ = new ReadRequest("f", "octet", Map.of());
  private static final ReadRequest READ_SIZE = new ReadRequest("f", "octet", Map.of("tsize", "0"));

  private TestServer server;
  private TestClient client;

  @BeforeEach
  void start() throws IOException {
    start(Duration.ofSeconds(5));
  }

  private void start(Duration firstPause) throws IOException {
    server = new TestServer(new TftpSettings(1468, 64, 2, firstPause, 3));
    server.files.add("f", 5000);
    client = new TestClient(server.port());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void answersTheQuestionForTheSizeAloneWithoutCallingItAFailure() throws IOException {
    client.request(READ_SIZE);
    assertThat(client.receive()).isEqualTo(new OptionAck(Map.of("tsize", "5000")));

    client.send(new ErrorReport(0, "TFTP Aborted"));

    await().until(() -> server.events(SizeAsked.class).size() == 1);
    assertThat(server.events(Failed.class)).isEmpty();
    assertThat(client.fetch("f", Map.of("tsize", "0"))).hasSize(5000);
  }

  @Test
  void startsOneTransferForARequestThatIsRepeated() throws IOException {
    client.request(READ_SIZE);
    client.request(READ_SIZE);
    client.request(READ_SIZE);

    assertThat(client.receive()).isInstanceOf(OptionAck.class);
    client.request(READ_SIZE);
    await().until(() -> server.server.transfers() == 1);
    assertThat(server.events).hasSize(1).first().isInstanceOf(Started.class);
  }

  @Test
  void goesOnWithATransferWhenItsRequestArrivesOnceMore() throws IOException {
    client.request(READ);
    assertThat(client.receive()).isInstanceOf(Data.class);
    client.send(new Ack(1));
    assertThat(client.receive()).isInstanceOf(Data.class);

    client.sendToServer(READ);

    client.send(new Ack(2));
    assertThat(client.receive())
        .isInstanceOfSatisfying(Data.class, data -> assertThat(data.block()).isEqualTo(3));
    assertThat(server.events).hasSize(1).first().isInstanceOf(Started.class);
  }

  @Test
  void forgetsATransferWhenTheClientBeginsAgainFromTheSamePort() throws IOException {
    client.request(READ);
    assertThat(client.receive()).isInstanceOf(Data.class);

    assertThat(client.fetch("f", Map.of("tsize", "0"))).hasSize(5000);

    await().until(() -> server.events(Finished.class).size() == 1);
    assertThat(server.events(Failed.class))
        .extracting(Failed::reason)
        .containsExactly("the client began again from the same port");
  }

  @Test
  void repeatsItselfToASilentClientAndThenSaysWhyItStops() throws IOException {
    stop();
    start(Duration.ofMillis(60));
    client.request(READ);

    for (int time = 0; time < 3; time++) {
      assertThat(client.receive())
          .isInstanceOfSatisfying(Data.class, data -> assertThat(data.block()).isEqualTo(1));
    }
    await().until(() -> server.events(Failed.class).size() == 1);
    assertThat(client.receive())
        .isEqualTo(new ErrorReport(0, "no answer to block 1, sent 3 times"));
    await().until(() -> server.server.transfers() == 0);
  }

  @Test
  void noticesThatAClientClosedItsPort() throws IOException {
    stop();
    start(Duration.ofMillis(60));
    client.request(READ);
    await().until(() -> server.events(Started.class).size() == 1);
    client.close();

    await().until(() -> server.events(Failed.class).size() == 1);
    assertThat(server.events(Failed.class).getFirst().reason())
        .isEqualTo("the client closed its port before it acknowledged the last block");
    await().until(() -> server.server.transfers() == 0);
  }

  @Test
  void keepsTheReasonOfAClientThatBreaksOff() throws IOException {
    client.request(READ);
    assertThat(client.receive()).isInstanceOf(Data.class);

    client.send(new ErrorReport(3, "disk full\u001b[2J"));

    await().until(() -> server.events(Failed.class).size() == 1);
    assertThat(server.events(Failed.class).getFirst().reason())
        .isEqualTo("the client broke off at block 1 with error 3: disk full?[2J");
  }

  @Test
  void refusesMoreTransfersThanItHasRoomFor() throws IOException {
    try (var second = new TestClient(server.port());
        var third = new TestClient(server.port())) {
      client.request(READ);
      second.request(READ);
      await().until(() -> server.events(Started.class).size() == 2);

      third.request(READ);

      assertThat(third.receive())
          .isEqualTo(new ErrorReport(0, "too many transfers, try again later"));
      assertThat(second.receive()).isInstanceOf(Data.class);
      second.send(new ErrorReport(0, "enough"));
    }
    await().until(() -> server.server.transfers() == 1);
    assertThat(TestClient.fetch(server.port(), "f", Map.of())).hasSize(5000);
  }

  @Test
  void refusesToTakeFiles() throws IOException {
    client.request(new WriteRequest("f", "octet", Map.of()));

    assertThat(client.receive()).isEqualTo(new ErrorReport(2, "files are read here, not written"));
  }

  @Test
  void refusesWhatIsNoRequestAndNeverAnswersAnError() throws IOException {
    client.send(new byte[] {0, 9, 0, 0});
    assertThat(client.receive()).isEqualTo(new ErrorReport(4, "operation code 9 is not known"));

    try (var other = new TestClient(server.port())) {
      other.request(new ErrorReport(5, "who are you?"));
      other.request(new Ack(1));
      assertThat(other.receive(TestClient.IMPATIENT_MILLIS)).isNull();
    }
    await().untilAsserted(() -> assertThat(server.events).hasSize(1));
  }

  @Test
  void answersHostileRequestsInPrintableWords() throws IOException {
    client.send("\0\1a\nb\0octet\0".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(client.receive())
        .isEqualTo(new ErrorReport(2, "the file name has control characters in it"));
    await().until(() -> server.events(Refused.class).size() == 1);
    assertThat(server.events(Refused.class).getFirst().path()).isEqualTo("a?b");
  }

  @Test
  void servesOnAfterAFloodOfGarbage() throws IOException {
    var random = new Random(7);
    try (var flood = new TestClient(server.port())) {
      for (int i = 0; i < 2000; i++) {
        byte[] bytes = new byte[random.nextInt(i % 50 == 0 ? 65_507 : 600)];
        random.nextBytes(bytes);
        flood.send(bytes);
      }
    }
    assertThat(client.fetch("f", Map.of("windowsize", "8"))).hasSize(5000);
  }
}
