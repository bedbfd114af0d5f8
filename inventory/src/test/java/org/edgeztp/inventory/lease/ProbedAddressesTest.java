package org.edgeztp.inventory.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.inventory.lease.Samples.ANNA;
import static org.edgeztp.inventory.lease.Samples.BERTA;
import static org.edgeztp.inventory.lease.Samples.CARLA;
import static org.edgeztp.inventory.lease.Samples.NOW;
import static org.edgeztp.inventory.lease.Samples.ip;
import static org.edgeztp.inventory.lease.Samples.key;
import static org.edgeztp.inventory.lease.Samples.lease;
import static org.edgeztp.inventory.lease.Samples.pool;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.store.MemoryLeaseStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Of the pool 10.0.0.50 to 52. */
class ProbedAddressesTest {
  private static final Subnet HERE = pool().subnet();
  private static final Instant REST = NOW.plus(Duration.ofMinutes(10));

  private volatile Instant now = NOW;
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private final Leases leases = new Leases(List.of(pool()), new MemoryLeaseStore(), clock);

  @AfterEach
  void close() {
    leases.close();
  }

  static Stream<Arguments> found() {
    return Stream.of(
        arguments("nobody's", null, "DECLINED"),
        arguments("what another had", lease(50, ANNA, -1, LeaseState.ACTIVE), "DECLINED"),
        arguments(
            "what is on offer to another", lease(50, ANNA, 1, LeaseState.OFFERED), "DECLINED"),
        arguments("what another has", lease(50, ANNA, 30, LeaseState.ACTIVE), "nothing"),
        arguments("what it had itself", lease(50, BERTA, -1, LeaseState.ACTIVE), "RELEASED"),
        arguments("what it gave back", lease(50, BERTA, -1, LeaseState.RELEASED), "RELEASED"),
        arguments("what it used before", lease(50, BERTA, -1, LeaseState.DECLINED), "DECLINED"),
        arguments("what it has", lease(50, BERTA, 30, LeaseState.ACTIVE), "nothing"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("found")
  void bertaUses(String what, Lease before, String state) {
    assertThat(ProbedAddresses.used(ip(50), Optional.ofNullable(before), BERTA, NOW, REST))
        .isEqualTo(
            state.equals("nothing")
                ? Optional.empty()
                : Optional.of(new Lease(ip(50), key(BERTA), REST, LeaseState.valueOf(state))));
  }

  @Test
  void areGivenToNewClientsBeforeOthers() {
    assertThat(leases.toProbe(HERE)).containsExactly(ip(50), ip(51), ip(52));
    leases.probed(HERE, ip(52), Optional.empty());

    assertThat(leases.toProbe(HERE)).containsExactly(ip(50), ip(51));
    assertThat(offered(ANNA)).isEqualTo(ip(52));
    assertThat(offered(CARLA)).isEqualTo(ip(50));
  }

  @Test
  void areProbedAgainBeforeTheirSilenceIsTooOld() {
    leases.probed(HERE, ip(52), Optional.empty());
    now = NOW.plus(Duration.ofMinutes(4));

    assertThat(leases.toProbe(HERE)).contains(ip(52));
    assertThat(offered(ANNA)).isEqualTo(ip(52));

    leases.probed(HERE, ip(51), Optional.empty());
    now = now.plus(ProbedAddresses.GOOD);
    assertThat(offered(CARLA)).isEqualTo(ip(50));
  }

  @Test
  void areNotWaitedForWhenThereAreNone() {
    assertThat(offered(ANNA)).isEqualTo(ip(50));
  }

  @Test
  void restWhenSomebodyAnswersAndAreToldOnce() {
    assertThat(leases.probed(HERE, ip(50), Optional.of(BERTA))).isTrue();
    assertThat(offered(ANNA)).isEqualTo(ip(51));

    now = REST;
    assertThat(leases.toProbe(HERE)).contains(ip(50));
    assertThat(leases.probed(HERE, ip(50), Optional.of(BERTA))).isFalse();
    assertThat(leases.toProbe(HERE)).doesNotContain(ip(50));
  }

  @Test
  void areTakenBackFromWhoWasOfferedThemUnprobed() {
    assertThat(offered(ANNA)).isEqualTo(ip(50));
    leases.probed(HERE, ip(50), Optional.of(BERTA));

    assertThat(leases.grant(HERE, key(ANNA), ip(50)).join())
        .isInstanceOf(LeaseOutcome.Refused.class);
    assertThat(offered(ANNA)).isEqualTo(ip(51));
  }

  @Test
  void stayWithWhoWentOnUsingThem() {
    leases.grant(HERE, key(BERTA), ip(50)).join();
    now = NOW.plus(Duration.ofHours(2));
    leases.probed(HERE, ip(50), Optional.of(BERTA));

    assertThat(offered(BERTA)).isEqualTo(ip(50));
  }

  private Object offered(MacAddress mac) {
    return switch (leases.offer(HERE, key(mac), Optional.empty())) {
      case LeaseOutcome.Held(var lease) -> lease.address();
      case LeaseOutcome.Refused(var reason) -> reason;
    };
  }
}
