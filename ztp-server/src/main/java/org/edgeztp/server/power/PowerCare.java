package org.edgeztp.server.power;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
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
 * timeline, which is also what it goes on from after a restart of the server. A CD that it put into
 * a virtual drive it takes out again.
 */
public final class PowerCare {
  private static final Logger log = LoggerFactory.getLogger(PowerCare.class);

  /** A CD may be left in the virtual drive in these; nothing else is done to their machines. */
  private static final Set<State> AT_REST = Set.of(State.READY, State.RESCUE, State.FAILED);

  /** In these a machine is expected to boot, from the network or from its disk, or just did. */
  public static final Set<State> STATES =
      Set.of(
          State.INSPECTING,
          State.TESTING,
          State.BOOTING,
          State.INSTALLING,
          State.INSTALLED,
          State.WIPING,
          State.RESCUING);

  private static final String TRY = "try";
  private static final String EJECTS = "ejects";

  /**
   * What every controller is tried with that did not say what it can do, or names none of the ways.
   */
  private static final List<PowerAction> WAYS =
      List.of(PowerAction.NETBOOT, PowerAction.NETBOOT_OTHERWISE);

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

  /** Takes CDs out of the drives of machines that have come to rest. */
  public void sweep() {
    try {
      for (Machine machine : inventory.inState(AT_REST)) {
        if (machine.maintenance().isEmpty() && power.holdsMedium(machine)) {
          advance(machine);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** One step of a machine of {@link #STATES}, or of one that rests with a CD in its drive. */
  public void advance(Machine machine) throws InterruptedException {
    if (power.bmc(machine).isEmpty()) {
      return;
    }
    List<PowerAction> ways =
        power.abilities(machine).map(Abilities::ways).filter(some -> !some.isEmpty()).orElse(WAYS);
    CarePlan.Seen seen = seen(machine);
    try {
      switch (CarePlan.decide(machine, seen, ways, clock.instant())) {
        case CarePlan.Care.Wait _ -> {}
        case CarePlan.Care.Act(var action, var number) -> {
          if (waves.take()) {
            power.act(machine, action, SERVER, Map.of(TRY, number));
          }
        }
        case CarePlan.Care.Eject(var number) ->
            power.takeBack(machine, SERVER, Map.of(TRY, seen.tries(), EJECTS, number));
        case CarePlan.Care.GiveUp(var why, var number) ->
            power.note(machine, why, Map.of(TRY, number));
      }
    } catch (PowerException e) {
      log.warn("{}: {}", machine.label(), e.getMessage());
    }
  }

  private CarePlan.Seen seen(Machine machine) {
    Optional<Entry> ever = inventory.last(machine, Observation.Kind.POWER);
    Optional<Entry> last = ever.filter(entry -> !entry.at().isBefore(machine.since()));
    Optional<Instant> boots =
        Stream.concat(
                Stream.of(Observation.Kind.HTTP, Observation.Kind.TFTP, Observation.Kind.BOOT)
                    .flatMap(kind -> inventory.last(machine, kind).map(Entry::at).stream()),
                machine.trail().last().stream())
            .filter(at -> !at.isBefore(machine.since()))
            .max(Comparator.naturalOrder());
    return new CarePlan.Seen(
        boots,
        last.map(entry -> number(entry, TRY)).orElse(0),
        last.map(Entry::at),
        last.filter(PowerCare::hasItBoot).isPresent(),
        ever.filter(entry -> entry.facts().containsKey(Power.MEDIUM))
            .map(entry ->
                new CarePlan.Medium(entry.at(), last.isPresent() ? number(entry, EJECTS) : 0)));
  }

  /** An entry of an earlier version names no action; its tries were all of that kind. */
  private static boolean hasItBoot(Entry entry) {
    return number(entry, TRY) > 0
        || PowerAction.named(String.valueOf(entry.facts().get(Power.ACTION)))
            .filter(PowerAction::boots)
            .isPresent();
  }

  private static int number(Entry entry, String fact) {
    return entry.facts().get(fact) instanceof Number number ? number.intValue() : 0;
  }
}
