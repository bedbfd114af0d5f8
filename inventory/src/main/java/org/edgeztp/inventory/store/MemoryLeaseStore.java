package org.edgeztp.inventory.store;

import java.net.Inet4Address;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.edgeztp.inventory.lease.Lease;
import org.edgeztp.inventory.lease.LeaseStore;

/** Leases that live as long as this object: for tests, simulations and throw-away servers. */
public final class MemoryLeaseStore implements LeaseStore {
  private final Map<Inet4Address, Lease> kept = new HashMap<>();

  @Override
  public synchronized List<Lease> load() {
    return List.copyOf(kept.values());
  }

  @Override
  public synchronized void save(List<Lease> leases) {
    leases.forEach(lease -> kept.put(lease.address(), lease));
  }
}
