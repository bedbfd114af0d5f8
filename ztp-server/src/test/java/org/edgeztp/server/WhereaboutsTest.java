package org.edgeztp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Leases;
import org.edgeztp.inventory.lease.Pool;
import org.edgeztp.inventory.lease.Range;
import org.edgeztp.inventory.lease.Reservations;
import org.edgeztp.inventory.lease.Subnet;
import org.edgeztp.inventory.machine.Draft;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.inventory.store.MemoryLeaseStore;
import org.edgeztp.inventory.store.MemoryMachineStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhereaboutsTest {
  private static final Subnet SUBNET = new Subnet(Ipv4.parse("10.77.0.0"), 24);

  private Leases leases;
  private Whereabouts whereabouts;

  @BeforeEach
  void placeThem() {
    var pool =
        new Pool(
            SUBNET,
            List.of(new Range(Ipv4.parse("10.77.0.50"), Ipv4.parse("10.77.0.99"))),
            List.of(),
            Reservations.none(),
            Duration.ofHours(1));
    var proxied =
        new Pool(
            Subnet.parse("10.88.0.0/24"),
            List.of(),
            List.of(),
            Reservations.none(),
            Duration.ofHours(1));
    leases = new Leases(List.of(pool, proxied), new MemoryLeaseStore(), Clock.systemUTC());
    Machine leased = seenAt(1, "10.77.0.50", "");
    leases.grant(SUBNET, Identity.of(leased.mac()), Ipv4.parse("10.77.0.50")).join();
    List<Machine> machines =
        List.of(
            leased,
            seenAt(2, "10.77.0.51", "10.77.0.201"),
            seenAt(3, "10.77.0.201", ""),
            seenAt(4, "10.77.0.52", ""),
            seenAt(5, "192.0.2.5", ""),
            seenAt(6, "10.88.0.5", ""));
    whereabouts =
        new Whereabouts(
            new Inventory(
                MemoryMachineStore.holding(machines),
                Policy.of(),
                Clock.systemUTC(),
                () -> machines.getFirst().id()),
            leases);
  }

  @AfterEach
  void close() {
    leases.close();
  }

  @ParameterizedTest(name = "at {0} is {1}: {2}")
  @CsvSource({
    "10.77.0.50,  52:54:00:77:00:01, it has the lease",
    "10.77.0.201, 52:54:00:77:00:02, its system gives itself the address that another one once had",
    "10.77.0.52,  ,                  what was leased and is not any more is nobody's",
    "192.0.2.5,   52:54:00:77:00:05, another server leases there",
    "10.88.0.5,   52:54:00:77:00:06, another server leases in a subnet that is known here",
    "fe80::5054:ff:fe77:4, 52:54:00:77:00:04, its card makes it of its hardware address",
  })
  void aMachineIsKnownByItsAddress(String address, String mac, String why) {
    assertThat(whereabouts.machineAt(InetAddress.ofLiteral(address)).map(Machine::mac))
        .as(why)
        .isEqualTo(Optional.ofNullable(mac).map(MacAddress::new));
  }

  private static Machine seenAt(int number, String address, String own) {
    Draft draft = Machines.discovered(number).draft();
    draft.state = State.IN_SERVICE;
    draft.address = Optional.of(InetAddress.ofLiteral(address));
    draft.ownAddress =
        Stream.of(own).filter(text -> !text.isEmpty()).map(InetAddress::ofLiteral).findFirst();
    return draft.toMachine();
  }
}
