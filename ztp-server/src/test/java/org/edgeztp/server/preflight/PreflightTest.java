package org.edgeztp.server.preflight;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.edgeztp.server.dhcp.PrivateNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The verb on a network of its own. */
class PreflightTest {
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
  void findsNothingOnAQuietNetwork() throws Exception {
    Process verb = preflight();
    assertThat(verb.inputReader(UTF_8).readAllAsString())
        .contains("OK       interface      zts is up and has a carrier")
        .contains("OK       DHCP           no other server answers on zts")
        .contains("OK       address        nobody else uses 10.77.0.1")
        .contains("OK       ports          free: UDP port 67");
    assertThat(verb.waitFor()).isZero();
  }

  @Test
  void findsAnotherServerOnTheLinkOneOnTheHostAndTheAddressInUse() throws Exception {
    // The other side has this host's address as well.
    dnsmasq(true, "ztc", "10.77.0.9/24", "10.77.0.1/24");
    dnsmasq(false, "lo");

    Process verb = preflight("--output", "json");
    assertThat(verb.inputReader(UTF_8).readAllAsString())
        .contains("another server answers on zts: 10.77.0.9 (52:54:00:77:00:31) gives addresses")
        .contains("and the boot file other.efi. Stop it, or choose proxy mode to work beside it")
        .contains("10.77.0.1 is also used by 52:54:00:77:00:31 on zts")
        .contains("UDP port 67 (DHCP) is in use by dnsmasq (process");
    assertThat(verb.waitFor()).isEqualTo(1);
  }

  private Process preflight(String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.edgeztp.server.Main",
                "preflight",
                "--interface",
                PrivateNetwork.SERVER_SIDE));
    command.addAll(List.of(more));
    Process verb = network.onServer(command.toArray(String[]::new));
    started.add(verb);
    return verb;
  }

  private void dnsmasq(boolean client, String link, String... addresses) throws IOException {
    StringBuilder script = new StringBuilder("ip link set " + link + " up;");
    for (String address : addresses) {
      script.append(" ip addr replace %s dev %s;".formatted(address, link));
    }
    script
        .append(" exec dnsmasq --keep-in-foreground --conf-file=/dev/null --port=0")
        .append(" --interface=")
        .append(link)
        .append(" --dhcp-range=10.77.0.100,10.77.0.110 --dhcp-boot=other.efi")
        .append(" --listen-address=10.77.0.9 --leasefile-ro --log-facility=- --pid-file");
    String[] command = {"sh", "-c", script.toString()};
    Process process = client ? network.onClient(command) : network.onServer(command);
    started.add(process);
    BufferedReader output = process.inputReader(UTF_8);
    String line = output.readLine();
    while (line != null && !line.contains("DHCP, ")) {
      line = output.readLine();
    }
    assertThat(line).as("dnsmasq starts").isNotNull();
  }
}
