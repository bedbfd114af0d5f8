package org.edgeztp.inventory.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.edgeztp.inventory.lease.Identity;
import org.edgeztp.inventory.lease.Ipv4;
import org.edgeztp.inventory.lease.Lease;
import org.edgeztp.inventory.lease.LeaseState;
import org.edgeztp.inventory.lease.LeaseStore;
import org.edgeztp.inventory.machine.MacAddress;
import org.junit.jupiter.api.Test;

/** What every form of the lease store has to do. */
abstract class LeaseStoreContract {
  private static final MacAddress MAC = new MacAddress("52:54:00:77:00:01");
  private static final Instant END = Instant.parse("2026-11-22T12:00:00Z");

  /** A store with nothing in it. */
  abstract LeaseStore store();

  @Test
  void startsEmpty() {
    assertThat(store().load()).isEmpty();
  }

  @Test
  void givesBackWhatItWasGiven() {
    LeaseStore store = store();
    List<Lease> leases =
        List.of(
            lease(1, END, LeaseState.ACTIVE),
            lease(2, END.minusSeconds(1), LeaseState.RELEASED),
            lease(3, Instant.EPOCH, LeaseState.DECLINED));

    store.save(leases);

    assertThat(store.load()).containsExactlyInAnyOrderElementsOf(leases);
  }

  @Test
  void replacesWhatItKeptForAnAddress() {
    LeaseStore store = store();
    Lease later =
        new Lease(
            Ipv4.parse("10.77.0.1"),
            new Identity(
                new MacAddress("52:54:00:77:00:02"),
                Optional.of(new UUID(1, 2)),
                Optional.of("x".repeat(64))),
            END.plusSeconds(60),
            LeaseState.RELEASED);
    store.save(List.of(lease(1, END, LeaseState.ACTIVE), lease(2, END, LeaseState.ACTIVE)));

    store.save(List.of(later));

    assertThat(store.load()).containsExactlyInAnyOrder(later, lease(2, END, LeaseState.ACTIVE));
  }

  @Test
  void takesALargeBatch() {
    LeaseStore store = store();

    store.save(IntStream.range(0, 1000).mapToObj(n -> lease(n, END, LeaseState.ACTIVE)).toList());

    assertThat(store.load()).hasSize(1000);
  }

  @Test
  void takesAnEmptyBatch() {
    LeaseStore store = store();

    store.save(List.of());

    assertThat(store.load()).isEmpty();
  }

  private static Lease lease(int number, Instant end, LeaseState state) {
    return new Lease(Ipv4.of((10 << 24) | (77 << 16) | number), Identity.of(MAC), end, state);
  }
}
