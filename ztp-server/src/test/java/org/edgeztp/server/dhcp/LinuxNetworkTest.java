package org.edgeztp.server.dhcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real client that has no address, on a network of its own. */
class LinuxNetworkTest {
  private static @Nullable ServedNetwork served;

  @BeforeAll
  static void start() throws IOException {
    served = new ServedNetwork();
    served.awaitSaid("ready");
    assertThat(served.said).contains("ready, on zts, unicast to clients without an address");
  }

  @AfterAll
  static void stop() throws IOException {
    if (served != null) {
      served.close();
    }
  }

  @Test
  void leasesToClientWithoutAddress() throws IOException {
    assertThat(udhcpc("-R"))
        .contains("lease of 10.77.0.50 obtained from 10.77.0.1, lease time 3600");
    served().awaitSaid("answer=ACK");
  }

  @Test
  void speaksToTheNetworkCardAloneWhenTheClientHasNoAddress() throws IOException {
    Process watcher = watch("udp src port 67 and ether dst " + PrivateNetwork.CLIENT_MAC);

    udhcpc();

    assertThat(text(watcher)).contains("10.77.0.1.67 > 10.77.0.50.68");
  }

  @Test
  void tellsThatThereIsNoRouter() throws IOException {
    assertThat(text(watch("icmp6 and ip6[40] == 134"))).contains("router advertisement");
  }

  private static String udhcpc(String... more) throws IOException {
    String[] all =
        Stream.concat(
                Stream.of("busybox", "udhcpc", "-fqn", "-s", "/bin/true"),
                Stream.concat(Stream.of("-i", PrivateNetwork.CLIENT_SIDE), Stream.of(more)))
            .toArray(String[]::new);
    return served().onClient(all);
  }

  /** The first packet that passes the filter, and then the end. */
  private static Process watch(String filter) throws IOException {
    assumeTrue(PrivateNetwork.has("tcpdump"), "needs tcpdump");
    Process watcher =
        served()
            .network
            .onClient(
                "timeout", "20", "tcpdump", "-nltc1", "-i", PrivateNetwork.CLIENT_SIDE, filter);
    BufferedReader output = watcher.inputReader(UTF_8);
    String line = output.readLine();
    while (line != null && !line.contains("listening on")) {
      line = output.readLine();
    }
    return watcher;
  }

  private static ServedNetwork served() {
    return Objects.requireNonNull(served);
  }

  private static String text(Process process) throws IOException {
    return process.inputReader(UTF_8).readAllAsString();
  }
}
