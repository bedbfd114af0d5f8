package org.edgeztp.bridge.outbox;

class MemoryDeliveryStoreTest extends DeliveryStoreContract {
  private final DeliveryStore store = new MemoryDeliveryStore();

  @Override
  DeliveryStore store() {
    return store;
  }
}
