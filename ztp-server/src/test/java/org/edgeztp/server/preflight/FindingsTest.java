package org.edgeztp.server.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.watch.OtherServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From facts to sentences. */
class FindingsTest {
  private static final Inet4Address OWN = Ipv4.parse("10.77.0.1");
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  @ParameterizedTest(name = "up {0}, carrier {1}, has {2}, MTU {3}, forward delay {4}: {5} {6}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true  | true  | 10.77.0.1 | 1500 | 0  | OK      | eth1 is up and has a carrier
          true  | true  | 10.77.0.1 | 1500 | 0  | OK      | eth1 has the address 10.77.0.1
          true  | true  | 10.77.0.1 | 1500 | 0  | OK      | eth1 takes packets of the usual 1500 bytes
          false | false | 10.77.0.1 | 1500 | 0  | PROBLEM | eth1 is down: ip link set eth1 up
          true  | false | 10.77.0.1 | 1500 | 0  | PROBLEM | eth1 has no carrier: plug the cable in
          true  | true  | 10.77.0.2 | 1500 | 0  | PROBLEM | does not have the configured address 10.77.0.1 (it has 10.77.0.2): ip addr add 10.77.0.1/22 dev eth1
          true  | true  | 10.77.0.1 | 1400 | 0  | PROBLEM | takes packets of 1400 bytes and machines send up to 1500
          true  | true  | 10.77.0.1 | 9000 | 0  | WARNING | takes packets of 9000 bytes, which firmware cannot receive
          true  | true  | 10.77.0.1 | 1500 | 15 | WARNING | a machine that is powered on is not heard for 30 s
          """)
  void judgesTheInterface(
      boolean up,
      boolean carrier,
      String has,
      int mtu,
      int delay,
      Finding.Grade grade,
      String says) {
    var link = new Link("eth1", up, carrier, List.of(Ipv4.parse(has)), mtu, delay);
    assertThat(link.findings(Optional.of(OWN), Optional.of(22)))
        .anySatisfy(found -> {
          assertThat(found.grade()).isEqualTo(grade);
          assertThat(found.sentence()).contains(says);
        });
  }

  @ParameterizedTest(name = "DHCPv6 is served: {0}")
  @ValueSource(booleans = {false, true})
  void namesWhoHasAPortOfTheServersOwnAddresses(boolean ipv6) {
    List<String> udp =
        List.of(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid",
            " 1: 00000000:0043 00000000:0000 07 00000000:00000000 00:00000000 00000000     0"
                + "        0 4711 2 0000000000000000 0",
            " 2: 01004D0A:0202 00000000:0000 07 00000000:00000000 00:00000000 00000000     0"
                + "        0 4712 2 0000000000000000 0");
    List<String> tcp =
        List.of(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid",
            " 1: 0100007F:1F90 0100007F:C000 01 00000000:00000000 00:00000000 00000000     0"
                + "        0 4713 2 0000000000000000 0",
            " 2: 09004D0A:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0"
                + "        0 4714 2 0000000000000000 0");
    List<String> udp6 =
        List.of(
            "  sl  local_address remote_address st tx_queue rx_queue tr tm->when retrnsmt   uid",
            " 1: 00000000000000000000000000000000:0223 00000000000000000000000000000000:0000 07"
                + " 00000000:00000000 00:00000000 00000000     0        0 4715 2 0000000000000000 0");
    var sockets = new ArrayList<>(Ports.parse("UDP", udp));
    sockets.addAll(Ports.parse("TCP", tcp));
    sockets.addAll(Ports.parse("UDP", udp6));
    var host =
        new PreflightSettings.Host(
            Set.of(OWN),
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 8080),
            false,
            ipv6);

    assertThat(Ports.findings(Ports.wanted(host), sockets, Map.of(4711L, "dnsmasq (process 712)")))
        .containsExactly(
            Finding.ok("ports", "free: UDP port 69, TCP port 80, TCP port 8080, UDP port 4011"),
            Finding.problem(
                "ports", "UDP port 67 (DHCP) is in use by dnsmasq (process 712): stop that"),
            new Finding(
                ipv6 ? Finding.Grade.PROBLEM : Finding.Grade.WARNING,
                "ports",
                "UDP port 547 (DHCPv6) is in use by a process that cannot be seen from here: stop"
                    + " that"),
            Finding.problem(
                "ports",
                "UDP port 514 (logs of machines) is in use by a process that cannot be seen from"
                    + " here: stop that"));
  }

  @ParameterizedTest(name = "{0} s: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.2  | OK      | within 0.2 s of the time server 10.77.0.7
          -0.2 | OK      | within 0.2 s of the time server 10.77.0.7
          90   | PROBLEM | this host is 90.0 s behind the time server 10.77.0.7
          -90  | PROBLEM | this host is 90.0 s ahead of the time server 10.77.0.7
               | WARNING | the time server 10.77.0.7 does not answer
          """)
  void judgesTheClockByTheTimeServer(
      @org.jspecify.annotations.Nullable Double ahead, Finding.Grade grade, String says) {
    var answer =
        new Clocks.Answer(
            Ipv4.parse("10.77.0.7"),
            Optional.ofNullable(ahead).map(seconds -> Duration.ofMillis((long) (seconds * 1000))));
    Finding found = Clocks.findings(NOW, Optional.empty(), List.of(answer)).getFirst();
    assertThat(found.grade()).isEqualTo(grade);
    assertThat(found.sentence()).contains(says);
  }

  @Test
  void noticesAClockFromBeforeTheAssets() {
    Finding found = Clocks.findings(NOW, Optional.of(NOW.plusSeconds(60)), List.of()).getFirst();
    assertThat(found.grade()).isEqualTo(Finding.Grade.PROBLEM);
    assertThat(found.sentence()).contains("before the boot assets were made");
  }

  @Test
  void readsTheTimeOfAnNtpPacket() {
    byte[] packet = new byte[48];
    long seconds = NOW.getEpochSecond() + 2_208_988_800L;
    ByteBuffer.wrap(packet).putInt(40, (int) seconds).putInt(44, 1 << 31);
    assertThat(Clocks.transmitTime(packet)).isEqualTo(NOW.plusMillis(500));
  }

  @ParameterizedTest(name = "{0} from {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ANSWERED | 10.77.0.1 | OK      | the relay 10.5.0.1 answers to packets of 1500 bytes
          SILENT   | 10.77.0.1 | WARNING | it filters such packets, or is not there
          TOO_LONG | 10.77.0.1 | PROBLEM | does not take packets of 1500 bytes
          NO_ROUTE | ''        | PROBLEM | no route leads to the relay 10.5.0.1
          ANSWERED | 192.0.2.4 | WARNING | leave from 192.0.2.4 and not from 10.77.0.1
          """)
  void judgesTheWayToARelay(Reach.Path path, String from, Finding.Grade grade, String says) {
    Finding found = Reach.relay(Ipv4.parse("10.5.0.1"), path, from, Optional.of(OWN));
    assertThat(found.grade()).isEqualTo(grade);
    assertThat(found.sentence()).contains(says);
  }

  @ParameterizedTest(name = "proxy mode {0}, others {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          false | ''           | OK      | no other server answers on eth1
          false | server       | PROBLEM | Stop it, or choose proxy mode to work beside it
          false | proxy        | PROBLEM | is a ProxyDHCP server that names the boot file x.efi
          true  | ''           | PROBLEM | no server on eth1 gives addresses
          true  | server       | OK      | the server that proxy mode needs is there: 10.77.0.9
          true  | proxy        | PROBLEM | no server on eth1 gives addresses
          true  | server,proxy | WARNING | another ProxyDHCP server is on eth1
          """)
  void judgesOtherServersByTheMode(boolean proxy, String others, Finding.Grade grade, String says) {
    List<OtherServer> heard =
        Arrays.stream(others.split(","))
            .filter(kind -> !kind.isEmpty())
            .map(kind -> other(kind.equals("proxy")))
            .toList();
    Finding found = Preflight.servers("eth1", proxy, heard);
    assertThat(found.grade()).isEqualTo(grade);
    assertThat(found.sentence()).contains(says);
  }

  @ParameterizedTest(name = "served {0}, {1}: {2} {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          true  | ''     | OK      | no other server answers on eth1
          true  | x.efi  | PROBLEM | another server answers on eth1: 10.77.0.9 (52:54:00:77:00:31) gives addresses
          false | x.efi  | WARNING | Machines that try IPv6 first boot that: stop it
          false | nobody | OK      | a server answers on eth1, where this one serves IPv4
          """)
  void judgesServersOfDhcpv6ByWhatIsServed(
      boolean served, String boots, Finding.Grade grade, String says) {
    List<OtherServer> heard =
        boots.isEmpty() ? List.of() : List.of(other(boots.replace("nobody", "")));
    Finding found = Surroundings6.servers("eth1", served, heard);
    assertThat(found.grade()).isEqualTo(grade);
    assertThat(found.sentence()).contains(says);
  }

  @ParameterizedTest(name = "writable {0}, {1} MiB free: {2}")
  @CsvSource({"true, 9000, OK", "true, 900, WARNING", "true, 90, PROBLEM", "false, 9000, PROBLEM"})
  void judgesTheDataFolder(boolean writable, long free, Finding.Grade grade) {
    assertThat(Storage.data(Path.of("/var/lib/edgeztp"), writable, free << 20).grade())
        .isEqualTo(grade);
  }

  private static OtherServer other(String boots) {
    return new OtherServer(
        Ipv4.parse("10.77.0.9"),
        new MacAddress("52:54:00:77:00:31"),
        Optional.of(Ipv4.parse("10.77.0.60")),
        boots,
        false,
        NOW,
        NOW);
  }

  private static OtherServer other(boolean proxy) {
    return new OtherServer(
        Ipv4.parse("10.77.0.9"),
        new MacAddress("52:54:00:77:00:31"),
        proxy ? Optional.empty() : Optional.of(Ipv4.parse("10.77.0.60")),
        "x.efi",
        proxy,
        NOW,
        NOW);
  }
}
