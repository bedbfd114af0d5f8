package org.edgeztp.server.power;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a person would walk to the rack for: powers on a machine that should boot from the
 * network and does not, and one that does not come up from its disk. What it did stands in the
 * timeline, which is also what it goes on from after a restart of the server.
 */
public final class PowerCare {
  private static final Logger log = LoggerFactory.getLogger(PowerCare.class);

  /** In these a machine is expected to boot, from the network or from its disk. */
  public static final Set<State> STATES =
      Set.of(
          State.INSPECTING,
          State.TESTING,
          State.BOOTING,
          State.INSTALLED,
          State.WIPING,
          State.RESCUING);

  private static final String TRY = "try";
  private static final String SERVER = "the server";

  private final Inventory inventory;
  private final Power power;
  private final Waves waves;
  private final Clock clock;

  /**
   * @param waves hold back those that would all be powered on together
   */
  public PowerCare(Inventory inventory, Power power, Waves waves, Clock clock) {
    this.waves = waves;
    this.inventory = inventory;
    this.power = power;
    this.clock = clock;
  }

  /** One step of a machine that is expected to boot. */
  public void advance(Machine machine) throws InterruptedException {
    if (power.bmc(machine).isEmpty()) {
      return;
    }
    switch (CarePlan.decide(machine, seen(machine), clock.instant())) {
      case CarePlan.Care.Wait _ -> {}
      case CarePlan.Care.Act(var action, var number) -> {
        if (waves.take()) {
          act(machine, action, Map.of(TRY, number));
        }
      }
      case CarePlan.Care.GiveUp(var why, var number) ->
          power.note(machine, why, Map.of(TRY, number));
    }
  }

  private void act(Machine machine, PowerAction action, Map<String, Object> facts)
      throws InterruptedException {
    try {
      power.act(machine, action, SERVER, facts);
    } catch (PowerException e) {
      log.warn("{}: {}", machine.label(), e.getMessage());
    }
  }

  private CarePlan.Seen seen(Machine machine) {
    Optional<Entry> last = since(machine, Observation.Kind.POWER);
    int tries =
        last.map(entry -> entry.facts().get(TRY))
            .map(number -> ((Number) number).intValue())
            .orElse(0);
    boolean fetched =
        Stream.of(Observation.Kind.HTTP, Observation.Kind.TFTP, Observation.Kind.BOOT)
            .map(kind -> since(machine, kind))
            .anyMatch(Optional::isPresent);
    boolean counted =
        machine.trail().last().filter(at -> !at.isBefore(machine.since())).isPresent();
    return new CarePlan.Seen(fetched || counted, tries, last.map(Entry::at));
  }

  private Optional<Entry> since(Machine machine, Observation.Kind kind) {
    return inventory.last(machine, kind).filter(entry -> !entry.at().isBefore(machine.since()));
  }
}
