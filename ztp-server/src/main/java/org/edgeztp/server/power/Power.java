package org.edgeztp.server.power;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The power of every machine whose management controller is known. */
public final class Power {
  private static final Logger log = LoggerFactory.getLogger(Power.class);

  /** In facts of the timeline: the action that was taken. */
  static final String ACTION = "action";

  /** In facts of the timeline: the CD is in the virtual drive since, and nobody took it out. */
  static final String MEDIUM = "medium";

  private final Map<Bmc.Driver, PowerDriver> drivers;
  private final Inventory inventory;
  private final BmcStore store;

  public Power(Inventory inventory, BmcStore store, BootMedium medium) {
    this.inventory = inventory;
    this.store = store;
    this.drivers =
        Map.of(
            Bmc.Driver.IPMI,
            new Ipmi(),
            Bmc.Driver.REDFISH,
            new Redfish(medium),
            Bmc.Driver.WAKE_ON_LAN,
            new WakeOnLan());
  }

  /** How the machine's power is reached, when that is known. */
  public Optional<Bmc> bmc(Machine machine) {
    return store.find(machine.id());
  }

  /** Remembers how the machine's power is reached; asks nothing of the controller. */
  public void learn(Machine machine, Bmc bmc) {
    store.put(machine.id(), bmc);
    noteController(machine, "its power is reached by " + bmc, Map.of());
  }

  void forget(Machine machine) {
    store.remove(machine.id());
    String text = "its power is not reached any more: its controller was taken out";
    noteController(machine, text, Map.of());
  }

  /** What its controller said that it can do, when it was asked after it was named. */
  Optional<Abilities> abilities(Machine machine) {
    return inventory
        .last(machine, Observation.Kind.CONTROLLER)
        .flatMap(entry -> Abilities.of(entry.facts()));
  }

  PowerDriver.Reading read(Machine machine) throws PowerException, InterruptedException {
    Bmc bmc = known(machine);
    probe(machine, bmc);
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
    Map<String, Object> all = new HashMap<>(facts);
    all.put(ACTION, action.label());
    if (holdsMedium(machine)) {
      all.put(MEDIUM, true);
    }
    probe(machine, bmc);
    try {
      driver(bmc).act(bmc, PowerDriver.Target.of(machine), action);
    } catch (PowerException e) {
      if (e.leavesMedium()) {
        all.put(MEDIUM, true);
      }
      tell(machine, who + " " + action.text() + ", which failed: " + e.getMessage(), all);
      throw e;
    } catch (InterruptedException e) {
      if (action == PowerAction.BOOT_MEDIA) {
        all.put(MEDIUM, true);
        tell(machine, who + " " + action.text() + ", which was cut short", all);
      }
      throw e;
    }
    switch (action) {
      case BOOT_MEDIA -> all.put(MEDIUM, true);
      case EJECT_MEDIA -> all.remove(MEDIUM);
      case ON, OFF, SOFT_OFF, CYCLE, NETBOOT, NETBOOT_OTHERWISE -> {}
    }
    tell(machine, who + " " + action.text(), all);
  }

  /**
   * Takes out this server's CD alone; an image that somebody put into its place stays there.
   *
   * @param facts as for {@link #act}
   */
  void takeBack(Machine machine, String who, Map<String, Object> facts)
      throws PowerException, InterruptedException {
    Bmc bmc = known(machine);
    Optional<String> other;
    try {
      other = driver(bmc).othersMedium(bmc, PowerDriver.Target.of(machine));
    } catch (PowerException e) {
      String text = who + " " + PowerAction.EJECT_MEDIA.text() + ", which failed: ";
      note(machine, text + e.getMessage(), facts);
      throw e;
    }
    if (other.isPresent()) {
      tell(
          machine,
          "%s leaves '%s' in its controller's virtual drive: it is not its own CD"
              .formatted(who, other.get()),
          facts);
    } else {
      act(machine, PowerAction.EJECT_MEDIA, who, facts);
    }
  }

  /**
   * Asks a controller once, when it is first spoken to. One that does not say is asked for what is
   * wanted of it all the same: an account may be allowed that and no more.
   */
  private void probe(Machine machine, Bmc bmc) throws InterruptedException {
    if (abilities(machine).isPresent()) {
      return;
    }
    try {
      Abilities found = driver(bmc).probe(bmc, PowerDriver.Target.of(machine));
      String text = "its controller can: " + String.join(", ", found.labels());
      noteController(machine, text, found.facts());
    } catch (PowerException e) {
      log.info("{}: {}", machine.label(), e.getMessage());
    }
  }

  /** Whether a CD of this server's is in its virtual drive, or may be. */
  boolean holdsMedium(Machine machine) {
    return inventory
        .last(machine, Observation.Kind.POWER)
        .map(Entry::facts)
        .filter(facts -> facts.containsKey(MEDIUM))
        .isPresent();
  }

  private void noteController(Machine machine, String text, Map<String, Object> facts) {
    inventory.note(machine, new Observation(Observation.Kind.CONTROLLER, text, facts));
  }

  /** Tells the timeline what touched neither its power nor its virtual drive. */
  void note(Machine machine, String text, Map<String, Object> facts) {
    Map<String, Object> all = new HashMap<>(facts);
    if (holdsMedium(machine)) {
      all.put(MEDIUM, true);
    }
    tell(machine, text, all);
  }

  private void tell(Machine machine, String text, Map<String, Object> facts) {
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

  private PowerDriver driver(Bmc bmc) {
    return requireNonNull(drivers.get(bmc.driver()));
  }
}
