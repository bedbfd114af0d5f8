package org.edgeztp.inventory.store;

import org.edgeztp.inventory.lease.LeaseStore;

class MemoryLeaseStoreTest extends LeaseStoreContract {
  @Override
  LeaseStore store() {
    return new MemoryLeaseStore();
  }
}
