package org.edgeztp.server.power;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.Machines;
import org.edgeztp.inventory.TestClock;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Policy;
import org.edgeztp.inventory.store.Database;
import org.edgeztp.inventory.store.SqlMachineStore;
import org.edgeztp.server.secret.Vault;

/** A machine that is to be inspected, and the care of its power; the server can be restarted. */
final class CaredMachine implements AutoCloseable {
  final TestClock clock = new TestClock();
  private final Path folder;
  private final MachineId id;
  private BootMedium medium = new BootMedium(List.of(), 80, Optional.empty());
  private Database database;
  private Inventory inventory;
  Power power;

  CaredMachine(Path folder, Bmc bmc) throws InterruptedException {
    this.folder = folder;
    open();
    Machine registered = inventory.register(Machines.MAC, "lab", "an operator");
    id = registered.id();
    power.learn(registered, bmc);
    apply(new Event.Inspect("rule x"));
  }

  Machine machine() {
    return inventory.find(id).orElseThrow();
  }

  /** Has another CD from now on. */
  void use(BootMedium another) {
    medium = another;
    restart();
  }

  void restart() {
    database.close();
    open();
  }

  void advance() throws InterruptedException {
    new PowerCare(inventory, power, new Waves(8, clock), clock).advance(machine());
  }

  void apply(Event event) {
    inventory.apply(machine(), event);
  }

  void fail() {
    apply(new Event.InspectFailed("nothing came", CauseCode.DEADLINE_PASSED));
  }

  void note(Observation seen) {
    inventory.note(machine(), seen);
  }

  /** What the timeline says of its power. */
  List<String> told() {
    return told("power");
  }

  List<String> told(String kind) {
    return inventory.timeline(id, 0, 100).stream()
        .filter(entry -> entry.kind().equals(kind))
        .map(Entry::text)
        .toList();
  }

  @Override
  public void close() {
    database.close();
  }

  private void open() {
    database = Database.open(folder.resolve("inventory"));
    inventory =
        new Inventory(
            new SqlMachineStore(database), Policy.of(), clock, () -> new MachineId("m-0000000001"));
    power = new Power(inventory, new BmcStore(database.source(), new Vault(new byte[32])), medium);
  }
}
