package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real dnsmasq on the link before the server starts. */
class OtherServerTest {
  private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
  private final List<Process> started = new ArrayList<>();
  private PrivateNetwork network;

  @BeforeEach
  void connect() throws IOException {
    String missing = PrivateNetwork.missing();
    assumeTrue(missing.isEmpty(), missing);
    assumeTrue(PrivateNetwork.has("dnsmasq"), "needs dnsmasq");
    network = new PrivateNetwork();
  }

  @AfterEach
  void disconnect() throws IOException {
    for (Process process : started) {
      process.destroy();
      await().until(() -> !process.isAlive());
    }
    if (network != null) {
      network.close();
    }
  }

  @Test
  void answersNothingWhileAnotherServerDoesAndBeginsWhenItIsGone() throws IOException {
    Process other = dnsmasq();
    startServer(10);

    assertThat(said)
        .anyMatch(line ->
            line.matches(
                "ready, held: another DHCP server answers on zts: 10\\.77\\.0\\.9"
                    + " \\(52:54:00:77:00:31\\) answers with the boot file other\\.efi\\..*"));
    assertThat(udhcpc()).contains("no lease");

    other.destroy();
    said("no other DHCP server is left, answering from now");
    assertThat(udhcpc()).contains("lease of 10.77.0.5").contains("obtained from 10.77.0.1");
  }

  @Test
  void goesOnAnsweringWhenAnotherServerComesLater() throws IOException {
    startServer(60);
    assertThat(said).contains("ready, held: no");
    assertThat(udhcpc()).contains("obtained from 10.77.0.1");

    var _ = dnsmasq();

    said("10.77.0.9 (52:54:00:77:00:31) answers with the boot file other.efi: machines may take");
    assertThat(udhcpc()).contains("obtained from 10.77.0.1");
  }

  private void startServer(int faster) throws IOException {
    Process server =
        network.onServer(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Dlogback.configurationFile=logback.xml",
            "-cp",
            System.getProperty("java.class.path"),
            WatchedServer.class.getName(),
            PrivateNetwork.SERVER_SIDE,
            String.valueOf(faster));
    started.add(server);
    BufferedReader output = server.inputReader(UTF_8);
    Thread.ofVirtual().start(() -> output.lines().forEach(said::add));
    said("ready");
  }

  private Process dnsmasq() throws IOException {
    Process process =
        network.onClient(
            "sh",
            "-c",
            "ip addr replace 10.77.0.9/24 dev ztc && exec dnsmasq --keep-in-foreground"
                + " --conf-file=/dev/null --port=0 --interface=ztc --bind-interfaces"
                + " --dhcp-range=10.77.0.100,10.77.0.110 --dhcp-boot=other.efi"
                + " --leasefile-ro --log-facility=- --pid-file");
    started.add(process);
    BufferedReader output = process.inputReader(UTF_8);
    String line = output.readLine();
    while (line != null && !line.contains("DHCP, sockets bound")) {
      line = output.readLine();
    }
    assertThat(line).isNotNull();
    return process;
  }

  private String udhcpc() throws IOException {
    Process client =
        network.onClient("busybox", "udhcpc", "-fqn", "-t3", "-T1", "-s", "/bin/true", "-i", "ztc");
    return client.inputReader(UTF_8).readAllAsString();
  }

  private void said(String text) {
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> said.stream().anyMatch(line -> line.contains(text)));
  }
}
