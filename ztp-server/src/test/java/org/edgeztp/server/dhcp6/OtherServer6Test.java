package org.edgeztp.server.dhcp6;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.edgeztp.server.dhcp.PrivateNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real dnsmasq that gives IPv6 addresses and advertises a prefix of its own on the link. */
class OtherServer6Test {
  private static final String OTHER = "fe80::5054:ff:fe77:31 (52:54:00:77:00:31)";

  private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
  private final List<Process> started = new ArrayList<>();
  @TempDir Path folder;
  private PrivateNetwork network;

  @BeforeEach
  void connect() throws IOException {
    String missing = PrivateNetwork.missing();
    assumeTrue(missing.isEmpty(), missing);
    assumeTrue(PrivateNetwork.has("dnsmasq"), "needs dnsmasq");
    assumeTrue(PrivateNetwork.has("dhclient"), "needs dhclient");
    Files.createFile(folder.resolve("lease"));
    network = new PrivateNetwork();
    await().atMost(Duration.ofSeconds(10)).until(() -> hasLinkLocal("zts") && hasLinkLocal("ztc"));
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
    startServer();

    assertThat(said)
        .anyMatch(line ->
            line.startsWith(
                    "ready, held: another DHCPv6 server answers on zts: "
                        + OTHER
                        + " gives addresses (fd99::1")
                && line.contains(
                    ") and the boot file tftp://[fd99::1]/other.efi. No DHCPv6 is answered here"));
    said(
        OTHER
            + " advertises itself as a router and the prefix fd99::/64: machines make themselves"
            + " addresses of fd99::/64");
    solicit();
    said("Silent[");

    other.destroy();
    said("no other DHCPv6 server is left, answering from now");
    solicit();
    said("Answered[");
    said("the router fe80::5054:ff:fe77:31 is not heard any more");
  }

  private void startServer() throws IOException {
    Process server =
        network.onServer(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Dlogback.configurationFile=logback.xml",
            "-cp",
            System.getProperty("java.class.path"),
            WatchedServer6.class.getName(),
            PrivateNetwork.SERVER_SIDE,
            "8");
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
            "ip addr replace fd99::1/64 dev ztc nodad && exec dnsmasq --keep-in-foreground"
                + " --conf-file=/dev/null --port=0 --interface=ztc --bind-interfaces"
                + " --dhcp-range=fd99::100,fd99::1ff,slaac --enable-ra"
                + " --dhcp-option=option6:bootfile-url,tftp://[fd99::1]/other.efi"
                + " --leasefile-ro --log-facility=- --pid-file");
    started.add(process);
    BufferedReader output = process.inputReader(UTF_8);
    String line = output.readLine();
    while (line != null && !line.contains("router advertisement on fd99::")) {
      line = output.readLine();
    }
    assertThat(line).isNotNull();
    return process;
  }

  private void solicit() throws IOException {
    Process client =
        network.onClient(
            "timeout",
            "2",
            "dhclient",
            "-6",
            "-1",
            "-d",
            "-lf",
            folder.resolve("lease").toString(),
            "-pf",
            folder.resolve("pid").toString(),
            "-sf",
            "/bin/true",
            "ztc");
    client.inputReader(UTF_8).readAllAsString();
  }

  private boolean hasLinkLocal(String side) throws IOException {
    String[] show = {"ip", "-6", "addr", "show", "dev", side, "scope", "link", "-tentative"};
    Process shown = side.equals("zts") ? network.onServer(show) : network.onClient(show);
    return shown.inputReader(UTF_8).readAllAsString().contains("fe80::");
  }

  private void said(String text) {
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> said.stream().anyMatch(line -> line.contains(text)));
  }
}
