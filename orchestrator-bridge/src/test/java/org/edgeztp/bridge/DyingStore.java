package org.edgeztp.bridge;

import java.util.Optional;
import org.edgeztp.bridge.outbox.Delivery;
import org.edgeztp.bridge.outbox.DeliveryStore;
import org.edgeztp.inventory.machine.MachineId;

/** Ends the process, as far as a test can, instead of making its n-th change. */
final class DyingStore implements DeliveryStore {
  private final DeliveryStore store;
  private int left;

  DyingStore(DeliveryStore store, int fatal) {
    this.store = store;
    this.left = fatal;
  }

  @Override
  public Optional<Delivery> find(MachineId machine, int run) {
    return store.find(machine, run);
  }

  @Override
  public boolean insert(Delivery fresh) {
    return store.insert(fresh);
  }

  @Override
  public boolean replace(Delivery next) {
    left--;
    if (left == 0) {
      throw new IllegalStateException("killed");
    }
    return store.replace(next);
  }
}
