package org.edgeztp.server.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.Pool;
import org.edgeztp.inventory.lease.Range;
import org.edgeztp.inventory.lease.Reservation;
import org.edgeztp.inventory.lease.Reservations;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.store.MemoryLeaseStore;
import org.edgeztp.server.boot.BootTarget;
import org.edgeztp.server.boot.Client;
import org.edgeztp.server.flood.Strangers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A hundred thousand network cards that do not exist ask for an address, from a pool of 200. */
class FloodTest {
  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(Strangers.class);
  private static final int MADE_UP = 100_000;
  private static final String OF_PORT_1 = "\1\1\1";
  private static final String OF_PORT_2 = "\1\1\2";
  private static final Subnet SUBNET = Subnet.parse("10.77.0.0/24");
  private static final MacAddress KNOWN = new MacAddress("52:54:00:77:00:01");
  private static final MacAddress RESERVED = new MacAddress("52:54:00:77:00:02");
  private static final MacAddress NEW = new MacAddress("52:54:00:77:00:03");

  private final Random random = new Random(7);
  private final Set<MacAddress> machines = new HashSet<>();
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private Instant now = Instant.parse("2026-11-25T12:00:00Z");
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final Leases leases = new Leases(List.of(pool()), new MemoryLeaseStore(), clock);
  private final Network network =
      new Network(
          "eth0",
          World.SERVER,
          Mode.AUTHORITATIVE,
          ProxyForm.BY_FIRMWARE,
          List.of(new Scope(Mode.AUTHORITATIVE, pool(), Told.nothing(), Map.of())));
  private final Network besideAnother =
      new Network("eth1", World.SERVER, Mode.PROXY, ProxyForm.DIRECT, List.of());
  private final DhcpHandler handler =
      new DhcpHandler(
          DhcpSettings.of(List.of(network, besideAnother)),
          leases,
          new Waist() {
            @Override
            public CompletableFuture<BootTarget> target(
                Client client, Optional<Inet4Address> address) {
              machines.add(client.mac());
              return World.install(client, address);
            }

            @Override
            public boolean knows(Client client) {
              return machines.contains(client.mac());
            }
          },
          _ -> Optional.empty(),
          clock);
  private Network heardOn = network;

  @BeforeEach
  void listen() {
    said.start();
    LOGGER.setLevel(Level.WARN);
    LOGGER.setAdditive(false);
    LOGGER.addAppender(said);
  }

  @AfterEach
  void stop() {
    LOGGER.detachAppender(said);
    LOGGER.setLevel(null);
    LOGGER.setAdditive(true);
    leases.close();
  }

  @Test
  void holdsHalfOfThePoolAndMakesNoMoreMachines() {
    leases.grant(SUBNET, Identity.of(KNOWN), Ipv4.parse("10.77.0.200")).join();
    now = now.plus(Duration.ofDays(1));

    flood(packet -> packet);

    assertThat(leases.all()).hasSize(100 + 1);
    assertThat(machines).hasSize(100);
    assertThat(ask(KNOWN, packet -> packet)).isEqualTo("10.77.0.200");
    assertThat(ask(RESERVED, packet -> packet)).isEqualTo("10.77.0.250");
    assertThat(ask(NEW, packet -> packet)).startsWith("a flood: more than 100 clients of eth0");
    assertThat(said.list).hasSize(1);
  }

  @Test
  void isOverAMinuteAfterItsEnd() {
    flood(packet -> packet);
    now = now.plus(Duration.ofMinutes(1));

    assertThat(ask(NEW, packet -> packet)).isEqualTo("10.77.0.10");
    assertThat(leases.all()).hasSize(1);
  }

  @Test
  void keepsItsPortOfARelayAloneFromBeingAnswered() {
    flood(packet -> packet.giaddr("10.77.0.2").text(82, OF_PORT_1));

    assertThat(leases.all()).hasSize(Strangers.ON_A_PORT);
    assertThat(ask(NEW, packet -> packet.giaddr("10.77.0.2").text(82, OF_PORT_1)))
        .startsWith("a flood: more than 64 clients of relay 10.77.0.2 port 01/");
    assertThat(ask(NEW, packet -> packet.giaddr("10.77.0.2").text(82, OF_PORT_2)))
        .startsWith("10.77.0.");
  }

  @Test
  void leavesAQuarterOfThePoolEvenThroughManyPorts() {
    for (int port = 1; port <= 9; port++) {
      String circuit = "\1\1" + (char) port;
      for (int i = 0; i < 1000; i++) {
        ask(madeUp(), packet -> packet.giaddr("10.77.0.2").text(82, circuit));
      }
    }

    assertThat(leases.all()).hasSize(150);
  }

  @Test
  void isHeldWhenItsCardsTakeWhatTheyAreOffered() {
    for (int i = 0; i < 10_000; i++) {
      exchange(madeUp());
    }

    assertThat(leases.all()).hasSize(100);
    assertThat(machines).hasSize(100);
    assertThat(ask(NEW, packet -> packet))
        .isEqualTo(
            "a flood: more than 100 clients of eth0 did not answer their offer or did not come"
                + " again");
    assertThat(said.list).hasSize(1);

    now = now.plus(Duration.ofHours(1));
    assertThat(ask(NEW, packet -> packet)).startsWith("10.77.0.");
  }

  @Test
  void isHeldWhenItsCardsAskForAddressesOfTheirChoice() {
    for (int i = 0; i < 10_000; i++) {
      String wish = "10.77.0." + (10 + i % 200);
      ask(madeUp(), MessageType.REQUEST, packet -> packet.requested(wish));
    }

    assertThat(leases.all()).hasSize(100);
    assertThat(machines).hasSize(100);
  }

  @Test
  void isNoFarmWhoseMachinesComeAgain() {
    for (int i = 0; i < 180; i++) {
      MacAddress mac = madeUp();
      exchange(mac);
      now = now.plusSeconds(3);
      assertThat(exchange(mac)).startsWith("10.77.0.");
    }

    assertThat(machines).hasSize(180);
    assertThat(said.list).isEmpty();
  }

  @ParameterizedTest(name = "taking their addresses: {0}")
  @ValueSource(booleans = {false, true})
  void isHeldBesideAnotherServer(boolean taking) {
    assertThat(ask(KNOWN, packet -> packet)).startsWith("10.77.0.");
    heardOn = besideAnother;
    for (int i = 0; i < 10_000; i++) {
      MacAddress mac = madeUp();
      ask(mac, packet -> packet);
      if (taking) {
        ask(mac, MessageType.REQUEST, packet -> packet.requested("10.77.0.9").server("10.77.0.8"));
      }
    }

    assertThat(machines).hasSize(1 + Strangers.UNCOUNTED / 2);
    assertThat(ask(KNOWN, packet -> packet)).isEqualTo("0.0.0.0");
    assertThat(ask(NEW, packet -> packet)).startsWith("a flood: more than 256 clients of eth1");
    assertThat(said.list).hasSize(1);

    now = now.plus(Duration.ofHours(1));
    assertThat(ask(NEW, packet -> packet)).isEqualTo("0.0.0.0");
  }

  private void flood(Way way) {
    for (int i = 0; i < MADE_UP; i++) {
      ask(madeUp(), way);
    }
  }

  @FunctionalInterface
  private interface Way {
    Packet of(Packet packet);
  }

  /** The address that is offered, or why there is none. */
  private String ask(MacAddress mac, Way way) {
    return ask(mac, MessageType.DISCOVER, way);
  }

  /** The address that is given in the end, or why there is none. */
  private String exchange(MacAddress mac) {
    String offer = ask(mac, packet -> packet);
    return offer.startsWith("10.77.0.")
        ? ask(mac, MessageType.REQUEST, packet -> packet.requested(offer))
        : offer;
  }

  private String ask(MacAddress mac, MessageType type, Way way) {
    Packet packet = way.of(Packet.pxe(type, 0).mac(mac));
    var arrival = new Arrival(Optional.of(heardOn), 67, Ipv4.ANY, 68);
    return switch (handler.answer(packet.request(), arrival).join()) {
      case Reply.Ack ack -> ack.answer().yiaddr().getHostAddress();
      case Reply.Offer offer -> offer.answer().yiaddr().getHostAddress();
      case Reply.Silent(String why) -> why;
      case Reply other -> other.toString();
    };
  }

  private MacAddress madeUp() {
    byte[] mac = ByteBuffer.allocate(8).putLong(random.nextLong()).array();
    mac[2] = 2;
    return MacAddress.of(Arrays.copyOfRange(mac, 2, 8));
  }

  private static Pool pool() {
    return new Pool(
        SUBNET,
        List.of(Range.parse("10.77.0.10-10.77.0.209")),
        List.of(),
        Reservations.of(
            List.of(
                new Reservation(
                    Optional.of(RESERVED),
                    Optional.empty(),
                    Optional.empty(),
                    Ipv4.parse("10.77.0.250")))),
        Duration.ofHours(1));
  }
}
