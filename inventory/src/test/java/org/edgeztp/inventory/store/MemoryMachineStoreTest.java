package org.edgeztp.inventory.store;

class MemoryMachineStoreTest extends MachineStoreContract {
  @Override
  MachineStore open() {
    return new MemoryMachineStore();
  }
}
