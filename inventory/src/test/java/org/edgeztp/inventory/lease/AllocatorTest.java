package org.edgeztp.inventory.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.inventory.lease.LeaseState.ACTIVE;
import static org.edgeztp.inventory.lease.LeaseState.DECLINED;
import static org.edgeztp.inventory.lease.LeaseState.OFFERED;
import static org.edgeztp.inventory.lease.LeaseState.RELEASED;
import static org.edgeztp.inventory.lease.Samples.ANNA;
import static org.edgeztp.inventory.lease.Samples.BERTA;
import static org.edgeztp.inventory.lease.Samples.CARLA;
import static org.edgeztp.inventory.lease.Samples.DORA;
import static org.edgeztp.inventory.lease.Samples.NOW;
import static org.edgeztp.inventory.lease.Samples.ip;
import static org.edgeztp.inventory.lease.Samples.key;
import static org.edgeztp.inventory.lease.Samples.lease;
import static org.edgeztp.inventory.lease.Samples.pool;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AllocatorTest {
  private static final Optional<Inet4Address> NO_WISH = Optional.empty();

  /** Anna asks for an address. */
  static Stream<Arguments> offers() {
    return Stream.of(
        arguments("the first that nobody had", table(), NO_WISH, "10.0.0.50"),
        arguments("the one she wishes", table(), wish(52), "10.0.0.52"),
        arguments("not what is outside the pool", table(), wish(99), "10.0.0.50"),
        arguments("not what is taken", table(lease(52, BERTA, 5, ACTIVE)), wish(52), "10.0.0.50"),
        arguments("not what is offered", table(lease(50, BERTA, 1, OFFERED)), NO_WISH, "10.0.0.51"),
        arguments("what is over", table(lease(52, BERTA, -5, ACTIVE)), wish(52), "10.0.0.52"),
        arguments("her own", table(lease(51, ANNA, 5, ACTIVE)), NO_WISH, "10.0.0.51"),
        arguments(
            "her own before her wish", table(lease(51, ANNA, 5, ACTIVE)), wish(52), "10.0.0.51"),
        arguments("her own of old", table(lease(51, ANNA, -99, ACTIVE)), NO_WISH, "10.0.0.51"),
        arguments("what she gave back", table(lease(51, ANNA, -9, RELEASED)), NO_WISH, "10.0.0.51"),
        arguments(
            "another after declining", table(lease(50, ANNA, 9, DECLINED)), NO_WISH, "10.0.0.51"),
        arguments(
            "a new one rather than an old one",
            table(lease(50, BERTA, -9, ACTIVE)),
            NO_WISH,
            "10.0.0.51"),
        arguments(
            "the one that is free for longest",
            table(
                lease(50, BERTA, -5, ACTIVE),
                lease(51, CARLA, -9, RELEASED),
                lease(52, DORA, -1, DECLINED)),
            NO_WISH,
            "10.0.0.51"),
        arguments(
            "none when all are taken",
            table(
                lease(50, BERTA, 7, ACTIVE),
                lease(51, CARLA, 9, ACTIVE),
                lease(52, DORA, 8, DECLINED)),
            NO_WISH,
            "the pool 10.0.0.50-10.0.0.52 is exhausted"));
  }

  /** Anna claims .51. */
  static Stream<Arguments> claims() {
    String yes = "10.0.0.51";
    return Stream.of(
        arguments("what was offered", table(lease(51, ANNA, 1, OFFERED)), yes),
        arguments("what she has", table(lease(51, ANNA, 5, ACTIVE)), yes),
        arguments("what she had", table(lease(51, ANNA, -5, ACTIVE)), yes),
        arguments("what nobody has", table(), yes),
        arguments("what nobody has any more", table(lease(51, BERTA, 0, ACTIVE)), yes),
        arguments(
            "not what another has",
            table(lease(51, BERTA, 5, ACTIVE)),
            "10.0.0.51 is leased to 52:54:00:00:00:0b until 2026-11-22T12:05:00Z"),
        arguments(
            "not what is on offer to another",
            table(lease(51, BERTA, 1, OFFERED)),
            "10.0.0.51 is on offer to 52:54:00:00:00:0b"),
        arguments(
            "not what is in quarantine",
            table(lease(51, ANNA, 1, DECLINED)),
            "10.0.0.51 was found in use and rests until 2026-11-22T12:01:00Z"),
        arguments(
            "not a second one",
            table(lease(50, ANNA, 5, ACTIVE)),
            "10.0.0.51 is not its address, which is 10.0.0.50"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("offers")
  void offersHer(String what, LeaseTable table, Optional<Inet4Address> wish, String answer) {
    assertThat(text(Allocator.choose(table, key(ANNA), wish, NOW))).as(what).isEqualTo(answer);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("claims")
  void grantsHer(String what, LeaseTable table, String answer) {
    assertThat(text(Allocator.claim(table, key(ANNA), ip(51), NOW))).as(what).isEqualTo(answer);
  }

  private static LeaseTable table(Lease... leases) {
    LeaseIndex table = new LeaseIndex(pool());
    List.of(leases).forEach(table::put);
    return table;
  }

  private static Optional<Inet4Address> wish(int last) {
    return Optional.of(ip(last));
  }

  private static String text(Allocation allocation) {
    return switch (allocation) {
      case Allocation.Found(Inet4Address address) -> address.getHostAddress();
      case Allocation.Refused(String reason) -> reason;
    };
  }
}
