package org.edgeztp.inventory.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.edgeztp.inventory.lease.Samples.ANNA;
import static org.edgeztp.inventory.lease.Samples.BERTA;
import static org.edgeztp.inventory.lease.Samples.CARLA;
import static org.edgeztp.inventory.lease.Samples.DORA;
import static org.edgeztp.inventory.lease.Samples.NOW;
import static org.edgeztp.inventory.lease.Samples.ip;
import static org.edgeztp.inventory.lease.Samples.key;
import static org.edgeztp.inventory.lease.Samples.lease;
import static org.edgeztp.inventory.lease.Samples.pool;

import java.net.Inet4Address;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.edgeztp.inventory.machine.MacAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeasesTest {
  private static final Subnet HERE = pool().subnet();

  private final SlowStore store = new SlowStore();
  private volatile Instant now = NOW;
  private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
  private Leases leases = new Leases(List.of(pool()), store, clock);

  @AfterEach
  void close() {
    store.disk.release(1000);
    leases.close();
  }

  @Test
  void grantsOnlyWhatIsOnTheDisk() {
    store.disk.drainPermits();
    CompletableFuture<LeaseOutcome> grant = grant(ANNA, 50);
    assertThat(grant).isNotDone();

    store.disk.release();

    assertThat(grant.join()).isEqualTo(held(lease(50, ANNA, 60, LeaseState.ACTIVE)));
    assertThat(store.batches).containsExactly(List.of(lease(50, ANNA, 60, LeaseState.ACTIVE)));
  }

  @Test
  void writesInOneBatchWhatCameInMeanwhile() {
    store.disk.drainPermits();
    CompletableFuture<LeaseOutcome> first = grant(ANNA, 50);
    store.awaitWriter();
    CompletableFuture<LeaseOutcome> second = grant(BERTA, 51);
    CompletableFuture<LeaseOutcome> third = grant(CARLA, 52);

    store.disk.release(2);
    CompletableFuture.allOf(first, second, third).join();

    assertThat(store.batches).extracting(List::size).containsExactly(1, 2);
  }

  @Test
  void takesBackWhatCouldNotBeWritten() {
    grant(ANNA, 50).join();
    now = NOW.plus(Duration.ofMinutes(30));
    store.broken = true;

    assertThatThrownBy(() -> grant(ANNA, 50).join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(LeaseStoreException.class);
    assertThatThrownBy(() -> grant(BERTA, 51).join()).hasRootCauseMessage("disk full");

    assertThat(leases.all()).containsExactly(lease(50, ANNA, 60, LeaseState.ACTIVE));
  }

  @Test
  void holdsAnOfferForAMinuteWithoutWritingIt() {
    assertThat(leases.offer(HERE, key(ANNA), Optional.empty()))
        .isEqualTo(held(lease(50, ANNA, 1, LeaseState.OFFERED)));
    assertThat(grant(BERTA, 50).join()).isInstanceOf(LeaseOutcome.Refused.class);

    now = NOW.plus(Leases.OFFER_HOLDS);

    assertThat(grant(BERTA, 50).join()).isInstanceOf(LeaseOutcome.Held.class);
    assertThat(store.batches).hasSize(1);
  }

  @Test
  void offersAgainWhatTheClientHasAndLeavesTheLeaseAlone() {
    grant(ANNA, 52).join();

    assertThat(leases.offer(HERE, key(ANNA), Optional.of(ip(50))))
        .isEqualTo(held(lease(52, ANNA, 60, LeaseState.ACTIVE)));
  }

  @Test
  void forgetsTheOfferThatLostToAnotherServer() {
    leases.offer(HERE, key(ANNA), Optional.empty());

    leases.withdraw(HERE, ANNA);

    assertThat(leases.all()).isEmpty();
  }

  @Test
  void findsLeasesOnlyWhileTheyLast() {
    grant(ANNA, 50).join();
    assertThat(leases.byMac(ANNA)).isEqualTo(leases.byAddress(ip(50))).isPresent();

    now = NOW.plus(Duration.ofHours(1));

    assertThat(leases.byMac(ANNA)).isEmpty();
    assertThat(leases.byAddress(ip(50))).isEmpty();
  }

  @Test
  void releasesOnlyToTheHolder() {
    grant(ANNA, 50).join();

    assertThat(leases.release(HERE, BERTA, ip(50))).isFalse();
    assertThat(leases.byMac(ANNA)).isPresent();
    assertThat(leases.release(HERE, ANNA, ip(50))).isTrue();
    assertThat(leases.byMac(ANNA)).isEmpty();
  }

  @Test
  void keepsDeclinedAddressesOutOfUseForTenMinutes() {
    grant(ANNA, 50).join();
    grant(BERTA, 51).join();
    grant(CARLA, 52).join();
    assertThat(leases.decline(HERE, ANNA, ip(50))).isTrue();
    assertThat(leases.offer(HERE, key(DORA), Optional.empty()))
        .isInstanceOf(LeaseOutcome.Refused.class);

    now = NOW.plus(Leases.QUARANTINE);

    assertThat(leases.offer(HERE, key(DORA), Optional.empty()))
        .isEqualTo(held(lease(50, DORA, 11, LeaseState.OFFERED)));
  }

  @Test
  void clientsThatDeclineEverythingPutNoMoreThanHalfOfThePoolOutOfUse() {
    for (int i = 0; i < 20; i++) {
      LeaseOutcome offer = leases.offer(HERE, key(ANNA), Optional.empty());
      assertThat(offer).isInstanceOf(LeaseOutcome.Held.class);
      Inet4Address address = ((LeaseOutcome.Held) offer).lease().address();
      leases.grant(HERE, key(ANNA), address).join();
      assertThat(leases.decline(HERE, ANNA, address)).isTrue();
      now = now.plusSeconds(1);
      assertThat(leases.all().stream().filter(lease -> lease.expires().isAfter(now)))
          .as("of three")
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void remembersLeasesThroughARestart() {
    grant(ANNA, 51).join();
    leases.close();

    leases = new Leases(List.of(pool()), store, clock);

    assertThat(leases.byMac(ANNA)).contains(lease(51, ANNA, 60, LeaseState.ACTIVE));
    assertThat(grant(BERTA, 51).join()).isInstanceOf(LeaseOutcome.Refused.class);
  }

  @Test
  void writesWhatIsQueuedBeforeItCloses() {
    leases.release(HERE, ANNA, ip(50));
    CompletableFuture<LeaseOutcome> grant = grant(ANNA, 50);

    leases.close();

    assertThat(grant).isCompleted();
    assertThat(grant(BERTA, 51)).isCompletedExceptionally();
  }

  private CompletableFuture<LeaseOutcome> grant(MacAddress mac, int last) {
    return leases.grant(HERE, key(mac), ip(last));
  }

  private static LeaseOutcome held(Lease lease) {
    return new LeaseOutcome.Held(lease);
  }

  /** A store whose disk takes a permit for each batch. */
  private static final class SlowStore implements LeaseStore {
    final Semaphore disk = new Semaphore(1000);
    final Semaphore arrived = new Semaphore(0);
    final List<List<Lease>> batches = new ArrayList<>();
    volatile boolean broken;

    @Override
    public List<Lease> load() {
      return batches.stream().flatMap(List::stream).toList();
    }

    @Override
    public void save(List<Lease> leases) {
      arrived.release();
      disk.acquireUninterruptibly();
      if (broken) {
        throw new LeaseStoreException("keeping leases", new IllegalStateException("disk full"));
      }
      batches.add(leases);
    }

    void awaitWriter() {
      arrived.acquireUninterruptibly();
    }
  }
}
