package org.edgeztp.bridge.outbox;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.edgeztp.inventory.machine.MachineId;

/** For tests and a first minute: forgets everything with the process. */
public final class MemoryDeliveryStore implements DeliveryStore {
  private record Key(MachineId machine, int run) {}

  private final Map<Key, Delivery> deliveries = new ConcurrentHashMap<>();

  @Override
  public Optional<Delivery> find(MachineId machine, int run) {
    return Optional.ofNullable(deliveries.get(new Key(machine, run)));
  }

  @Override
  public boolean insert(Delivery fresh) {
    return deliveries.putIfAbsent(new Key(fresh.machine(), fresh.run()), fresh) == null;
  }

  @Override
  public boolean replace(Delivery next) {
    Key key = new Key(next.machine(), next.run());
    Delivery stored = deliveries.get(key);
    return stored != null
        && stored.version() == next.version() - 1
        && deliveries.replace(key, stored, next);
  }
}
