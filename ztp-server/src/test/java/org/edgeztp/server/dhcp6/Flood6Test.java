package org.edgeztp.server.dhcp6;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.flood.Strangers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ten thousand network cards that do not exist want to boot over IPv6. */
class Flood6Test {
  private static final int MADE_UP = 10_000;
  private static final int ON_A_LINK = Strangers.UNCOUNTED / 2;
  private static final Inet6Address RELAY = Ipv6.parse("fd77::2");
  private static final Inet6Address LEAF_1 = Ipv6.parse("fe80::1");
  private static final Inet6Address LEAF_2 = Ipv6.parse("fe80::2");
  private static final MacAddress KNOWN = new MacAddress("52:54:00:77:00:01");
  private static final MacAddress NEW = new MacAddress("52:54:00:77:00:03");

  private final Random random = new Random(7);
  private final TestClock clock = new TestClock();
  private final Set<MacAddress> machines = new HashSet<>();
  private final Dhcp6Settings network = World6.network("eth0");
  private final Dhcp6Handler handler =
      new Dhcp6Handler(
          List.of(network),
          new Dhcp6Waist() {
            @Override
            public BootTarget target(Client client, Inet6Address address) {
              machines.add(client.mac());
              return World6.install(client, address);
            }

            @Override
            public boolean knows(Client client) {
              return machines.contains(client.mac());
            }
          },
          _ -> Optional.empty(),
          clock);

  @ParameterizedTest(name = "taking their addresses: {0}")
  @ValueSource(booleans = {false, true})
  void makesNoMoreMachinesThanALinkMayHave(boolean taking) {
    assertThat(ask(KNOWN, Optional.empty())).isEqualTo("fd77::5054:ff:fe77:1");
    for (int i = 0; i < MADE_UP; i++) {
      MacAddress mac = madeUp();
      ask(mac, Optional.empty());
      if (taking) {
        ask(MessageType.REQUEST, mac, Optional.empty());
      }
    }

    assertThat(machines).hasSize(ON_A_LINK);
    assertThat(ask(KNOWN, Optional.empty())).isEqualTo("fd77::5054:ff:fe77:1");
    assertThat(ask(NEW, Optional.empty()))
        .isEqualTo(
            "a flood: more than 256 clients of eth0 did not answer their offer or did not come"
                + " again");

    clock.advance(taking ? Duration.ofHours(1) : Duration.ofMinutes(1));
    assertThat(ask(NEW, Optional.empty())).isEqualTo("fd77::5054:ff:fe77:3");
  }

  @Test
  void keepsItsPortOfARelayAloneFromBeingAnswered() {
    for (int i = 0; i < MADE_UP; i++) {
      ask(madeUp(), Optional.of("01"));
    }

    assertThat(machines).hasSize(Strangers.ON_A_PORT);
    assertThat(ask(NEW, Optional.of("01")))
        .startsWith("a flood: more than 64 clients of relay fd77::2 port 01");
    assertThat(ask(NEW, Optional.of("02"))).isEqualTo("fd77::5054:ff:fe77:3");
  }

  @Test
  void tellsPortsOfSwitchesBehindOneRouterApart() {
    for (int i = 0; i < MADE_UP; i++) {
      ask(madeUp(), Optional.of("01"), LEAF_1);
    }

    assertThat(machines).hasSize(Strangers.ON_A_PORT);
    assertThat(ask(NEW, Optional.of("01"), LEAF_1))
        .startsWith("a flood: more than 64 clients of relay fe80::1 port 01");
    assertThat(ask(NEW, Optional.of("01"), LEAF_2)).isEqualTo("fd77::5054:ff:fe77:3");
  }

  @Test
  void isNoFarmWhoseMachinesComeAgain() {
    for (int i = 0; i < 2 * ON_A_LINK; i++) {
      MacAddress mac = madeUp();
      for (int boot = 0; boot < 2; boot++) {
        ask(mac, Optional.empty());
        assertThat(ask(MessageType.REQUEST, mac, Optional.empty())).startsWith("fd77::");
        clock.advance(Duration.ofSeconds(3));
      }
    }
    assertThat(machines).hasSize(2 * ON_A_LINK);
  }

  private String ask(MacAddress mac, Optional<String> port) {
    return ask(MessageType.SOLICIT, mac, port);
  }

  private String ask(MessageType type, MacAddress mac, Optional<String> port) {
    return ask(type, mac, port, List.of());
  }

  private String ask(MacAddress mac, Optional<String> port, Inet6Address leaf) {
    var router = new Relay(1, Ipv6.parse("fd77::2"), leaf, Optional.empty(), Optional.empty());
    return ask(MessageType.SOLICIT, mac, port, List.of(router));
  }

  /**
   * The address that is given, or why there is none.
   *
   * @param routers that relay what a first relay relays
   */
  private String ask(MessageType type, MacAddress mac, Optional<String> port, List<Relay> routers) {
    Inet6Address own = Ipv6.of(Ipv6.parse("fe80::"), mac);
    var request =
        new Request(
            type,
            1,
            Optional.of(new Duid("00030001" + mac.value().replace(":", ""))),
            type == MessageType.REQUEST ? Optional.of(network.duid()) : Optional.empty(),
            List.of(new Association(1, List.of())),
            Set.of(),
            Optional.of("PXEClient:Arch:00007"),
            Set.of(),
            List.of(7),
            false,
            Stream.concat(
                    port
                        .map(id -> new Relay(0, RELAY, own, Optional.of(id), Optional.empty()))
                        .stream(),
                    routers.stream())
                .toList(),
            port.isPresent() ? RELAY : own);
    return switch (handler.answer(request, Optional.of("eth0"))) {
      case Reply.Silent(String why) -> why;
      case Reply.Refused(_, String why) -> why;
      case Reply.Sent sent -> sent.address().map(Ipv6::text).orElse("no address");
    };
  }

  private MacAddress madeUp() {
    byte[] mac = ByteBuffer.allocate(8).putLong(random.nextLong()).array();
    mac[2] = 2;
    return MacAddress.of(Arrays.copyOfRange(mac, 2, 8));
  }
}
