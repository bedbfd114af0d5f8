package org.edgeztp.inventory.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.inventory.lease.Samples.ANNA;
import static org.edgeztp.inventory.lease.Samples.BERTA;
import static org.edgeztp.inventory.lease.Samples.CARLA;
import static org.edgeztp.inventory.lease.Samples.DORA;
import static org.edgeztp.inventory.lease.Samples.NOW;
import static org.edgeztp.inventory.lease.Samples.ip;
import static org.edgeztp.inventory.lease.Samples.lease;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.MacAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The address that follows a machine: reserved for it, or left by its replaced network card. */
class MachineAddressTest {
  private static final UUID BOARD = new UUID(1, 2);
  private static final UUID OTHER = new UUID(3, 4);
  private static final Reservation RESERVED =
      new Reservation(Optional.of(CARLA), Optional.of(OTHER), Optional.of("TW1"), ip(60));

  static Stream<Arguments> offers() {
    Identity anna = Identity.of(ANNA);
    Identity onBoard = of(ANNA, BOARD);
    return Stream.of(
        arguments("the reserved one, by card", table(), Identity.of(CARLA), "10.0.0.60"),
        arguments("the reserved one, by UUID", table(), of(DORA, OTHER), "10.0.0.60"),
        arguments("the reserved one, by serial", table(), serial("TW1"), "10.0.0.60"),
        arguments(
            "the reserved one to the system that tells no UUID as its firmware did",
            table(left(60, DORA, OTHER, 5)),
            Identity.of(DORA),
            "10.0.0.60"),
        arguments("not what is reserved for another", table(), anna, "10.0.0.50"),
        arguments(
            "the reserved one before her old one",
            table(lease(51, CARLA, 5, LeaseState.ACTIVE)),
            Identity.of(CARLA),
            "10.0.0.60"),
        arguments(
            "another while a stranger has the reserved one",
            table(lease(60, BERTA, 5, LeaseState.ACTIVE)),
            of(CARLA, OTHER),
            "10.0.0.50"),
        arguments(
            "the reserved one of the machine whose other card has it",
            table(left(60, BERTA, OTHER, 59)),
            of(DORA, OTHER),
            "10.0.0.60"),
        arguments(
            "another to a second card that does not tell whose it is",
            table(left(60, BERTA, OTHER, 59)),
            Identity.of(CARLA),
            "10.0.0.50"),
        arguments(
            "the one of the replaced card",
            table(left(52, BERTA, BOARD, -1)),
            onBoard,
            "10.0.0.52"),
        arguments(
            "the one that the replaced card did not renew",
            table(left(52, BERTA, BOARD, 22)),
            onBoard,
            "10.0.0.52"),
        arguments(
            "not one that is in use", table(left(52, BERTA, BOARD, 23)), onBoard, "10.0.0.50"),
        arguments(
            "not by a UUID that two cards showed",
            table(left(52, BERTA, BOARD, -1), left(51, CARLA, BOARD, -1)),
            onBoard,
            "10.0.0.50"),
        arguments("not without the UUID", table(left(52, BERTA, BOARD, -1)), anna, "10.0.0.50"));
  }

  /** The reserved .60 is claimed. */
  static Stream<Arguments> claims() {
    return Stream.of(
        arguments("by its machine", table(), Identity.of(CARLA), "10.0.0.60"),
        arguments(
            "by another", table(), Identity.of(ANNA), "10.0.0.60 is reserved for another machine"),
        arguments(
            "by its machine's other card while it is in use",
            table(left(60, BERTA, OTHER, 59)),
            Identity.of(CARLA),
            "10.0.0.60 is reserved for another machine"),
        arguments(
            "by its machine's system",
            table(left(60, DORA, OTHER, 5)),
            Identity.of(DORA),
            "10.0.0.60"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void offers(String what, LeaseTable table, Identity client, String address) {
    assertThat(Allocator.choose(table, client, Optional.empty(), NOW))
        .as(what)
        .isEqualTo(new Allocation.Found(Ipv4.parse(address)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void claims(String what, LeaseTable table, Identity client, String answer) {
    assertThat(
            switch (Allocator.claim(table, client, ip(60), NOW)) {
              case Allocation.Found(var address) -> address.getHostAddress();
              case Allocation.Refused(String reason) -> reason;
            })
        .as(what)
        .isEqualTo(answer);
  }

  @Test
  void keepsTheReservedAddressWhenItsLeaseIsOverAndThePoolExhausted() {
    var table =
        new LeaseIndex(
            new Pool(
                Samples.subnet(),
                List.of(),
                List.of(),
                Reservations.of(List.of(RESERVED)),
                Duration.ofHours(1)));
    table.put(lease(60, CARLA, -99, LeaseState.ACTIVE));

    assertThat(Allocator.choose(table, Identity.of(ANNA), Optional.of(ip(60)), NOW))
        .isInstanceOf(Allocation.Refused.class);
  }

  private static LeaseTable table(Lease... leases) {
    var table =
        new LeaseIndex(
            new Pool(
                Samples.subnet(),
                List.of(new Range(ip(50), ip(60))),
                List.of(),
                Reservations.of(List.of(RESERVED)),
                Duration.ofHours(1)));
    List.of(leases).forEach(table::put);
    return table;
  }

  private static Lease left(int last, MacAddress mac, UUID uuid, int minutes) {
    return new Lease(
        ip(last), of(mac, uuid), NOW.plus(Duration.ofMinutes(minutes)), LeaseState.ACTIVE);
  }

  private static Identity of(MacAddress mac, UUID uuid) {
    return new Identity(mac, Optional.of(uuid), Optional.empty());
  }

  private static Identity serial(String serial) {
    return new Identity(ANNA, Optional.empty(), Optional.of(serial));
  }
}
