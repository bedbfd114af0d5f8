package org.edgeztp.server.power;

import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Machine;

/** The power of every machine whose management controller is known. */
public final class Power {
  private static final Map<Bmc.Driver, PowerDriver> DRIVERS =
      Map.of(
          Bmc.Driver.IPMI,
          new Ipmi(),
          Bmc.Driver.REDFISH,
          new Redfish(),
          Bmc.Driver.WAKE_ON_LAN,
          new WakeOnLan());

  private final Inventory inventory;
  private final BmcStore store;

  public Power(Inventory inventory, BmcStore store) {
    this.inventory = inventory;
    this.store = store;
  }

  /** How the machine's power is reached, when that is known. */
  public Optional<Bmc> bmc(Machine machine) {
    return store.find(machine.id());
  }

  /** Remembers how the machine's power is reached; asks nothing of the controller. */
  public void learn(Machine machine, Bmc bmc) {
    store.put(machine.id(), bmc);
    note(machine, "its power is reached by " + bmc);
  }

  void forget(Machine machine) {
    store.remove(machine.id());
    note(machine, "its power is not reached any more: its controller was taken out");
  }

  PowerDriver.Reading read(Machine machine) throws PowerException, InterruptedException {
    Bmc bmc = known(machine);
    return driver(bmc).read(bmc, PowerDriver.Target.of(machine));
  }

  /**
   * Does it and tells the timeline, of success and of failure.
   *
   * @param who wants it: the beginning of a sentence
   * @param facts for the timeline's entry
   */
  void act(Machine machine, PowerAction action, String who, Map<String, Object> facts)
      throws PowerException, InterruptedException {
    Bmc bmc = known(machine);
    try {
      driver(bmc).act(bmc, PowerDriver.Target.of(machine), action);
    } catch (PowerException e) {
      note(machine, who + " " + action.text() + ", which failed: " + e.getMessage(), facts);
      throw e;
    }
    note(machine, who + " " + action.text(), facts);
  }

  private void note(Machine machine, String text) {
    note(machine, text, Map.of());
  }

  void note(Machine machine, String text, Map<String, Object> facts) {
    inventory.note(machine, new Observation(Observation.Kind.POWER, text, facts));
  }

  private Bmc known(Machine machine) throws PowerException {
    return bmc(machine)
        .orElseThrow(() ->
            new PowerException(
                machine.label()
                    + " has no management controller; tell it by: ztp bmc set "
                    + machine.label()));
  }

  private static PowerDriver driver(Bmc bmc) {
    return java.util.Objects.requireNonNull(DRIVERS.get(bmc.driver()));
  }
}
