package org.edgeztp.server.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real UDP, on the loopback. */
class SyslogServerTest {
  private static final InetAddress SERVER = address("127.0.0.1");

  private final Queue<LogBatch> taken = new ConcurrentLinkedQueue<>();
  private SyslogServer server;

  @BeforeEach
  void listen() throws IOException {
    server = new SyslogServer(SERVER, 0, this::take);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void gathersTheLinesOfEachInstaller() throws IOException {
    try (var one = client("127.0.0.2");
        var two = client("127.0.0.3")) {
      send(one, "<134>Nov 25 10:00:01 os-install: a");
      send(two, "<134>os-install[7]: x");
      send(one, "<134>onie: discovers");
      send(one, "<134>os-install: b");
    }
    await().until(() -> taken.size() == 2);
    assertThat(taken)
        .containsExactly(
            new LogBatch(address("127.0.0.2"), List.of("a", "b"), 0),
            new LogBatch(address("127.0.0.3"), List.of("x"), 0));
  }

  @Test
  void hearsAnInstallerAfterWhateverElseIsSent() throws IOException {
    long seed = 20261125;
    var random = new Random(seed);
    try (var client = client("127.0.0.2")) {
      send(client, "");
      send(client, "<134>1 - - os-install - - " + "[a]".repeat(2700));
      send(client, "<134>1 - - os-install - - [" + "\\a".repeat(4000));
      send(client, "x".repeat(60_000));
      for (int i = 0; i < 50; i++) {
        byte[] bytes = new byte[random.nextInt(1400)];
        random.nextBytes(bytes);
        client.send(to(bytes));
      }
      send(client, "<134>os-install: done");
    }
    await().until(() -> !taken.isEmpty());
    assertThat(taken.element().lines()).as("seed %d", seed).contains("done");
  }

  @Test
  void keepsAFewLinesOfAFloodAndCountsTheRest() throws IOException {
    int sent = 20_000;
    try (var client = client("127.0.0.2")) {
      for (int i = 0; i < sent; i++) {
        send(client, "<134>os-install: line " + i);
      }
    }
    await().until(() -> !taken.isEmpty());
    LogBatch first = taken.element();
    assertThat(first.lines()).hasSize(LogBatches.MOST_LINES).startsWith("line 0");
    assertThat(first.dropped()).isBetween(1, sent - LogBatches.MOST_LINES);
  }

  @Test
  void goesOnWhenABatchCannotBeTaken() throws IOException {
    try (var one = client("127.0.0.2");
        var two = client("127.0.0.3")) {
      send(one, "<134>os-install: refused");
      send(two, "<134>os-install: welcome");
    }
    await().until(() -> taken.size() == 2);
  }

  @Test
  void saysWhereItCannotListen() {
    assertThatThrownBy(() -> new SyslogServer(SERVER, server.port(), this::take).close())
        .isInstanceOf(IOException.class)
        .hasMessage("cannot listen for syslog on 127.0.0.1 port " + server.port());
  }

  private void take(LogBatch batch) {
    taken.add(batch);
    if (batch.lines().contains("refused")) {
      throw new IllegalStateException("not this one");
    }
  }

  private static DatagramSocket client(String address) throws IOException {
    return new DatagramSocket(new InetSocketAddress(address(address), 0));
  }

  private void send(DatagramSocket from, String message) throws IOException {
    from.send(to(message.getBytes(UTF_8)));
  }

  private DatagramPacket to(byte[] bytes) {
    return new DatagramPacket(bytes, bytes.length, SERVER, server.port());
  }

  private static InetAddress address(String text) {
    return InetAddress.ofLiteral(text);
  }
}
