package org.edgeztp.inventory.lease;

import java.util.List;

/** Where leases survive a restart. */
public interface LeaseStore {
  /**
   * Everything kept, in any order.
   *
   * @throws LeaseStoreException if it cannot be read
   */
  List<Lease> load();

  /**
   * Keeps all of these or none, each in place of what was kept for its address. After the return
   * they survive the death of the process.
   *
   * @param leases at most one for an address
   * @throws LeaseStoreException if they are not kept
   */
  void save(List<Lease> leases);
}
