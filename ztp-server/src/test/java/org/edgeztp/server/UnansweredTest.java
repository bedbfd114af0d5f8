package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Sighting;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Sign;
import org.edgeztp.inventory.machine.Architecture;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.store.MemoryLeaseStore;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.edgeztp.server.dhcp.DhcpEvent;
import org.edgeztp.server.dhcp.Refusal;
import org.edgeztp.server.dhcp6.Dhcp6Event;
import org.edgeztp.server.metrics.Metrics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose DHCP is not answered: what the log and the machine's timeline tell of it. */
class UnansweredTest {
  private static final Logger LOGGER = (Logger) org.slf4j.LoggerFactory.getLogger(Witness.class);
  private static final MacAddress KNOWN = new MacAddress("52:54:00:77:00:41");
  private static final MacAddress STRANGER = new MacAddress("52:54:00:77:00:42");
  private static final Refusal EMPTY =
      new Refusal(Refusal.Kind.POOL_EXHAUSTED, "10.77.0.0/24", "the pool is exhausted");

  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private final TestClock clock = new TestClock();
  private final Inventory inventory =
      new Inventory(
          new MemoryMachineStore(), Policy.of(), clock, () -> new MachineId("m-0000000001"));
  private final Leases leases = new Leases(List.of(), new MemoryLeaseStore(), clock);
  private final Witness witness =
      new Witness(
          new Whereabouts(inventory, leases),
          NetworkWatches.none(),
          (_, _, _) -> {},
          new Metrics(inventory, leases, clock),
          new SentAnswers(clock),
          clock);
  private Machine machine;

  @BeforeEach
  void listen() {
    said.start();
    LOGGER.setLevel(Level.INFO);
    LOGGER.setAdditive(false);
    LOGGER.addAppender(said);
    machine =
        inventory.sight(
            KNOWN,
            "lab",
            new Sighting(
                Optional.empty(), Optional.empty(), Architecture.UNKNOWN, Optional.empty()));
  }

  @AfterEach
  void stop() {
    LOGGER.detachAppender(said);
    LOGGER.setLevel(null);
    LOGGER.setAdditive(true);
    witness.close();
    leases.close();
  }

  @Test
  void isWarnedOfOnceAMinuteForEachReasonAndPlace() {
    for (int i = 0; i < 10; i++) {
      witness.saw(new DhcpEvent.Refused(STRANGER, "DISCOVER", EMPTY));
      witness.saw(new DhcpEvent.Refused(STRANGER, "DISCOVER", nowhere("10.9.0.1")));
      witness.saw(new DhcpEvent.Refused(KNOWN, "DISCOVER", nowhere("10.9.0.2")));
    }
    assertThat(lines())
        .containsExactly(
            "DHCP 52:54:00:77:00:42: DISCOVER not answered, nor others there: the pool is exhausted",
            "DHCP 52:54:00:77:00:42: DISCOVER not answered, nor others there: relayed from 10.9.0.1",
            "DHCP 52:54:00:77:00:41: DISCOVER not answered, nor others there: relayed from 10.9.0.2");

    clock.advance(Duration.ofMinutes(1));
    witness.saw(new DhcpEvent.Refused(KNOWN, "DISCOVER", EMPTY));
    assertThat(lines()).hasSize(4);
  }

  @Test
  void isOneCountedEntryOfAMachinesTimeline() {
    for (int i = 0; i < 4; i++) {
      witness.saw(new DhcpEvent.Refused(KNOWN, "DISCOVER", EMPTY));
    }
    witness.saw(new DhcpEvent.Refused(KNOWN, "DISCOVER", nowhere("10.9.0.2")));
    witness.saw(
        new Dhcp6Event.Refused(
            Optional.of(KNOWN),
            Ipv6.parse("fe80::5054:ff:fe77:41"),
            "SOLICIT",
            "link fd99::1",
            "relayed from a link of fd99::1, which is on no subnet"));
    await().until(() -> told().size() == 3);
    assertThat(told())
        .extracting(Entry::text)
        .containsExactly(
            "DISCOVER not answered: the pool is exhausted",
            "DISCOVER not answered: relayed from 10.9.0.2",
            "SOLICIT not answered: relayed from a link of fd99::1, which is on no subnet");
    assertThat(told())
        .extracting(entry -> entry.facts().get(Entry.SIGN))
        .containsExactly(Sign.POOL_EMPTY.name(), Sign.NOT_SERVED.name(), Sign.NOT_SERVED.name());
  }

  @Test
  void isToldOfAnObservedNetworkWithALimit() {
    for (int i = 0; i < 10 * Seldom.MOST; i++) {
      var mac = new MacAddress("52:54:00:78:%02x:%02x".formatted(i / 256, i % 256));
      witness.saw(new DhcpEvent.Observed(mac, "heard on eth1: DISCOVER"));
      witness.saw(new DhcpEvent.Observed(mac, "heard on eth1: REQUEST"));
    }
    assertThat(lines()).hasSize(Seldom.MOST);
  }

  private static Refusal nowhere(String relay) {
    return new Refusal(Refusal.Kind.NOT_SERVED, "relay " + relay, "relayed from " + relay);
  }

  private List<String> lines() {
    return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private List<Entry> told() {
    return inventory.timeline(machine.id(), 0, 100).stream()
        .filter(entry -> entry.kind().equals("dhcp"))
        .toList();
  }
}
