package org.edgeztp.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.server.dhcp.Told;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What does not fit together is said at the start, in the words of the file. */
class NetworkPlanTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "hosts: [{mac: 52:54:00:77:00:01, address: 10.78.0.5}] | 10.78.0.5 is none of 10.77.0.0/24",
        "hosts: [{mac: 52:54:00:77:00:01, address: 10.77.0.1}] | is this server's or the gateway's",
        "hosts: [{mac: 52:54:00:77:00:01, address: 10.77.0.9}] | is this server's or the gateway's",
        "hosts: [{address: 10.77.0.5}] | the host at 10.77.0.5: it is known by a mac, a uuid or a serial",
        "hosts: [{mac: 52:54, address: 10.77.0.5}] | the host at 10.77.0.5: ",
        "hosts: [{uuid: abc, address: 10.77.0.5}] | the host at 10.77.0.5: ",
        "hosts: [{mac: 52:54:00:77:00:01, address: ten}] | the host at ten: ",
        "hosts: [{serial: A, address: 10.77.0.5}, {serial: B, address: 10.77.0.5}]"
            + "| two hosts have 10.77.0.5",
        "hosts: [{serial: A, address: 10.77.0.5}, {serial: A, address: 10.77.0.6}]"
            + "| two hosts have the serial A: those at 10.77.0.5 and 10.77.0.6",
        "hosts: [{serial: A, address: 10.77.0.5, mtu: 9}] | the host at 10.77.0.5: the mtu is 9",
        "hosts: [{serial: A, address: 10.77.0.5, hostname: a b}] | not a domain name: 'a b'",
        "routes: {10.9.0.0/16: 10.8.0.1} | the router to 10.9.0.0/16, 10.8.0.1, is outside",
        "routes: {10.9.1.0/16: 10.77.0.2} | 10.9.1.0/16 has bits behind its prefix",
        "routes: {0.0.0.0/0: 10.77.0.2} | a prefix of 1 to 32 bits",
        "routes: {10.9.0.0/x: 10.77.0.2} | a route's network is written as 10.9.0.0/16",
        "search: [rack..test] | not a domain name: 'rack..test'",
        "options: {0: u8 1} | option 0 is the server's own, or none",
        "options: {255: u8 1} | option 255 is the server's own, or none",
        "options: {53: u8 1} | option 53 is the server's own",
        "options: {54: ip 10.0.0.1} | option 54 is the server's own",
        "options: {82: hex 00} | option 82 is the server's own",
        "options: {6: ip 10.0.0.1} | option 6 is written as 'dns'",
        "options: {tftp: ip 10.0.0.1} | 'tftp' is no option's number",
        "options: {150: 10.0.0.1} | write ip, text, hex, u8, u16 or u32 and the value"
      })
  void refuses(String keys, String complaint) {
    assertThatThrownBy(() -> plan(keys))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("networks, eth1: ")
        .hasMessageContaining(complaint);
  }

  @Test
  void refusesAGatewayThatIsElsewhere() {
    assertThatThrownBy(() -> plan("gateway: 10.78.0.1", "10.77.0.0/24"))
        .hasMessageContaining("the gateway, 10.78.0.1, is outside 10.77.0.0/24");
  }

  @Test
  void tellsAHostWhatIsSaidOfItAndElseWhatIsSaidOfItsSubnet() {
    Told told =
        requireNonNull(
            plan("""
            dns: [10.77.0.2], domain: edge.test, options: {150: ip 10.77.0.3, 224: text all},
            hosts: [{serial: A, address: 10.77.0.5, hostname: a, dns: [10.77.0.4],
                     options: {224: text one}}]
            """)
                .networks()
                .getFirst()
                .scopes()
                .getFirst()
                .hosts()
                .get(Ipv4.parse("10.77.0.5")));

    assertThat(told.hostname()).contains("a");
    assertThat(told.dns()).containsExactly(Ipv4.parse("10.77.0.4"));
    assertThat(told.domain()).contains("edge.test");
    assertThat(told.gateway()).contains(Ipv4.parse("10.77.0.9"));
    assertThat(told.more()).containsOnlyKeys(150, 224);
  }

  @Test
  void keepsAReservedAddressOutOfItsPool() {
    var pool =
        plan("pools: [10.77.0.5-10.77.0.6], hosts: [{serial: A, address: 10.77.0.5}]")
            .pools()
            .getFirst();

    assertThat(pool.contains(Ipv4.parse("10.77.0.5"))).isFalse();
    assertThat(pool.contains(Ipv4.parse("10.77.0.6"))).isTrue();
  }

  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource({
    "pools: [], 10.77.0.0/24, true",
    "probe: arp, 10.77.0.0/24, true",
    "probe: off, 10.77.0.0/24, false",
    "dhcp: relay-only, 10.77.0.0/24, false",
    "dhcp: observe, 10.77.0.0/24, false",
    "pools: [], 10.78.0.0/24, false",
    "probe: off, 10.78.0.0/24, false"
  })
  void probesTheSubnetOfTheLinkItself(String keys, String subnet, boolean probed) {
    assertThat(plan(keys, subnet).probed())
        .isEqualTo(probed ? Map.of("eth1", Subnet.parse(subnet)) : Map.of());
  }

  @Test
  void refusesToProbeBehindARelay() {
    assertThatThrownBy(() -> plan("probe: arp", "10.78.0.0/24"))
        .hasMessage(
            "networks, eth1: 10.78.0.0/24 is behind a relay, where ARP does not reach:"
                + " leave 'probe' out");
  }

  private static NetworkPlan plan(String keys) {
    return plan("gateway: 10.77.0.9, " + keys, "10.77.0.0/24");
  }

  private static NetworkPlan plan(String keys, String subnet) {
    return NetworkPlan.of(
        ConfigFile.parse(
                """
                assets: /srv/assets
                networks:
                  - interface: eth1
                    address: 10.77.0.1
                    subnets: [{subnet: %s, %s}]
                """
                    .formatted(subnet, keys.replace("\n", " ")),
                "ztp.yaml")
            .networks());
  }
}
