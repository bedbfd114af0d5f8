package org.edgeztp.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {
  private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

  @ParameterizedTest(name = "{0}, a {1} heard after {2} ms: held {3}, {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ALONE    | server | 300  | true  | true  | Nothing is answered here until it is gone
          ALONE    | server | 3100 | true  | true  | Nothing is answered here until it is gone
          ALONE    | server | 9000 | false | true  | machines may take its answer instead
          ALONE    | proxy  | 300  | true  | true  | is a ProxyDHCP server that names the boot file
          BESIDE   | server | 300  | false | true  | and this server answers all the same
          PROXY    | server | 300  | false | false | this server adds what to boot
          PROXY    | proxy  | 300  | false | true  | machines may take its boot file
          LISTENER | server | 300  | false | false | gives addresses (10.9.0.74) and the boot file
          """)
  void saysWhatAnotherServerMeans(
      Role role, String kind, int after, boolean held, boolean bad, String says) {
    var standing = new Standing("eth1", Protocol.DHCP, role);
    standing.asks(START);
    OtherServer other = other(kind.equals("proxy"));

    List<Standing.Notice> notices = standing.found(other, START.plusMillis(after));

    assertThat(notices).hasSize(1);
    assertThat(notices.getFirst().bad()).isEqualTo(bad);
    assertThat(notices.getFirst().sentence())
        .startsWith("eth1: 10.9.0.2 (52:54:00:77:00:31) ")
        .contains(says);
    assertThat(standing.restraint(List.of(other)).isPresent()).isEqualTo(held);
  }

  @Test
  void beginsWhenTheLastOtherServerIsGone() {
    var standing = new Standing("eth1", Protocol.DHCP, Role.ALONE);
    standing.asks(START);
    standing.found(other(false), START.plusMillis(200));
    assertThat(standing.review(List.of(), List.of(other(false)), START.plusSeconds(20))).isEmpty();

    List<Standing.Notice> notices =
        standing.review(List.of(other(false)), List.of(), START.plusSeconds(70));

    assertThat(notices)
        .extracting(Standing.Notice::sentence)
        .containsExactly(
            "eth1: the DHCP server 10.9.0.2 is not heard any more",
            "eth1: no other DHCP server is left, answering from now");
    assertThat(standing.restraint(List.of())).isEmpty();
  }

  @Test
  void asksOftenWhileItWaitsAndSeldomWhenItDoesNot() {
    var standing = new Standing("eth1", Protocol.DHCP, Role.ALONE);
    standing.asks(START);
    assertThat(standing.pause()).hasMinutes(3);
    standing.found(other(false), START.plusMillis(200));
    assertThat(standing.pause()).hasSeconds(15);
    assertThat(standing.silence()).isGreaterThan(standing.pause().multipliedBy(3));
  }

  @Test
  void missesTheOtherServerInProxyModeOnceForEachAbsence() {
    var standing = new Standing("eth1", Protocol.DHCP, Role.PROXY);
    standing.asks(START);
    assertThat(standing.review(List.of(), List.of(), START.plusSeconds(1))).isEmpty();
    assertThat(standing.review(List.of(), List.of(), START.plusSeconds(6)))
        .extracting(Standing.Notice::sentence)
        .containsExactly(
            "eth1: no DHCP server is heard that gives addresses, and in proxy mode this one gives"
                + " none: start one, or leave proxy mode");
    assertThat(standing.review(List.of(), List.of(), START.plusSeconds(7))).isEmpty();
    assertThat(standing.review(List.of(), List.of(other(false)), START.plusSeconds(8))).isEmpty();
    assertThat(standing.review(List.of(), List.of(), START.plusSeconds(9))).hasSize(1);
  }

  @Test
  void tellsOfDhcpv6WithoutAProxy() {
    var standing = new Standing("eth1", Protocol.DHCPV6, Role.ALONE);
    standing.asks(START);
    standing.found(other(false), START.plusMillis(200));

    assertThat(standing.restraint(List.of(other(false))))
        .hasValueSatisfying(why ->
            assertThat(why)
                .startsWith("another DHCPv6 server answers on eth1: 10.9.0.2 ")
                .endsWith(
                    " No DHCPv6 is answered here until it is gone: stop it, or set"
                        + " 'other-servers: warn' to answer all the same"));
  }

  @Test
  void tellsOfRoutersWhenTheyComeWhenTheySayOtherThingsAndWhenTheyGo() {
    var standing = new Standing("eth1", Protocol.DHCPV6, Role.ALONE);
    OtherRouter well = router(List.of());
    OtherRouter strange = router(List.of("fd99::/64"));

    assertThat(standing.routers(List.of(well)))
        .containsExactly(
            new Standing.Notice(
                false,
                "eth1: fe80::9 (52:54:00:77:00:31) advertises itself as a router and the prefix"
                    + " fd77::/64"));
    assertThat(standing.routers(List.of(well))).isEmpty();
    assertThat(standing.routers(List.of(strange)))
        .singleElement()
        .satisfies(notice -> {
          assertThat(notice.bad()).isTrue();
          assertThat(notice.sentence()).contains("machines make themselves addresses of fd99::/64");
        });
    assertThat(standing.routers(List.of()))
        .containsExactly(
            new Standing.Notice(false, "eth1: the router fe80::9 is not heard any more"));
    assertThat(standing.restraint(List.of())).isEmpty();
  }

  private static OtherRouter router(List<String> strange) {
    return new OtherRouter(
        Ipv6.parse("fe80::9"),
        new MacAddress("52:54:00:77:00:31"),
        true,
        strange.isEmpty() ? List.of("fd77::/64") : strange,
        strange);
  }

  private static OtherServer other(boolean proxy) {
    return new OtherServer(
        Ipv4.parse("10.9.0.2"),
        new MacAddress("52:54:00:77:00:31"),
        proxy ? Optional.empty() : Optional.of(Ipv4.parse("10.9.0.74")),
        "other.efi",
        proxy,
        START,
        START);
  }
}
