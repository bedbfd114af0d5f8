package org.edgeztp.bridge.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.edgeztp.bridge.Fixtures.ID;
import static org.edgeztp.bridge.Fixtures.NOON;

import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every form of the store does; the machine of the fixtures is known to it. */
abstract class DeliveryStoreContract {
  private static final Instant EXACT = NOON.plusNanos(123_456_000);

  private final Delivery fresh = Delivery.fresh(ID, 1, 17, EXACT);

  abstract DeliveryStore store();

  @Test
  void findsNothingBeforeTheFirst() {
    assertThat(store().find(ID, 1)).isEmpty();
  }

  @Test
  void givesBackWhatItWasGivenWithItsGaps() {
    assertThat(store().insert(fresh)).isTrue();

    assertThat(store().find(ID, 1)).contains(fresh);
  }

  @Test
  void givesBackEveryStepOnTheWay() {
    store().insert(fresh);
    Delivery claimed = fresh.claimed(EXACT.plusSeconds(20));
    Delivery failed = claimed.failed(EXACT.plusSeconds(1), "answered 500: \"ä\"");
    Delivery offered = failed.claimed(EXACT).offered(EXACT, EXACT.plusSeconds(2));
    Delivery confirmed = offered.claimed(EXACT).confirmed(EXACT.plusSeconds(3), "node-7");

    for (Delivery next : new Delivery[] {claimed, failed}) {
      assertThat(store().replace(next)).isTrue();
      assertThat(store().find(ID, 1)).contains(next);
    }
    assertThat(store().replace(failed.claimed(EXACT))).isTrue();
    assertThat(store().replace(offered)).isTrue();
    assertThat(store().replace(offered.claimed(EXACT))).isTrue();
    assertThat(store().replace(confirmed)).isTrue();
    assertThat(store().find(ID, 1)).contains(confirmed);
  }

  @Test
  void insertsOnlyOnce() {
    store().insert(fresh);

    assertThat(store().insert(Delivery.fresh(ID, 1, 99, NOON))).isFalse();
    assertThat(store().find(ID, 1)).contains(fresh);
  }

  @Test
  void keepsTheRunsOfAMachineApart() {
    Delivery second = Delivery.fresh(ID, 2, 40, NOON);
    store().insert(fresh);

    assertThat(store().insert(second)).isTrue();
    assertThat(store().find(ID, 1)).contains(fresh);
    assertThat(store().find(ID, 2)).contains(second);
    assertThat(second.event()).isNotEqualTo(fresh.event());
  }

  @Test
  void refusesAChangeOfWhatHasChangedSince() {
    store().insert(fresh);
    store().replace(fresh.claimed(NOON));

    assertThat(store().replace(fresh.failed(NOON, "late"))).isFalse();
    assertThat(store().find(ID, 1)).contains(fresh.claimed(NOON));
  }

  @Test
  void refusesAChangeOfWhatIsNotThere() {
    assertThat(store().replace(fresh.claimed(NOON))).isFalse();
    assertThat(store().find(ID, 1)).isEmpty();
  }

  @Test
  void letsOneOfManyClaim() throws Exception {
    store().insert(fresh);
    Callable<Boolean> claim = () -> store().replace(fresh.claimed(NOON.plusSeconds(20)));
    int won = 0;
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var result : threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> claim).toList())) {
        won += result.get() ? 1 : 0;
      }
    }
    assertThat(won).isOne();
  }
}
