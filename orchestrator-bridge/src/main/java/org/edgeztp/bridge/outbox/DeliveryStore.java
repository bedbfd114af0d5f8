package org.edgeztp.bridge.outbox;

import java.util.Optional;
import org.edgeztp.inventory.machine.MachineId;

/**
 * Keeps deliveries. Every method is one transaction, durable when it returns; a storage fault is an
 * unchecked exception. Times are kept to the microsecond.
 */
public interface DeliveryStore {
  Optional<Delivery> find(MachineId machine, int run);

  /** Stores the first delivery of a run; false, and nothing stored, when there is one already. */
  boolean insert(Delivery fresh);

  /** Stores the next value; false, and nothing stored, unless the version before is stored. */
  boolean replace(Delivery next);
}
