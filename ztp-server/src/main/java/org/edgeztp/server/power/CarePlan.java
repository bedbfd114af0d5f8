package org.edgeztp.server.power;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.edgeztp.inventory.machine.Machine;

/** When a machine's power is touched without anybody asking: the decision alone. */
final class CarePlan {
  /** A ramdisk that waits for work, or a machine that resets itself, shows itself within this. */
  static final Duration BY_ITSELF = Duration.ofSeconds(30);

  /** Large servers test their memory for minutes before they ask the network. */
  static final Duration TO_BOOT = Duration.ofMinutes(6);

  /** A system is up within this, its firmware's tests included. */
  static final Duration TO_COME_UP = Duration.ofMinutes(8);

  private static final int TRIES = 2;

  private CarePlan() {}

  /**
   * What was seen of a machine since it entered its state.
   *
   * @param boots whether it asked for or fetched anything to boot
   * @param tries how often the server touched its power
   * @param touched when anybody last did
   */
  record Seen(boolean boots, int tries, Optional<Instant> touched) {}

  sealed interface Care {
    record Wait() implements Care {}

    /**
     * Touches its power.
     *
     * @param number of the try, from 1
     */
    record Act(PowerAction action, int number) implements Care {}

    record GiveUp(String why, int number) implements Care {}
  }

  static Care decide(Machine machine, Seen seen, Instant now) {
    return switch (machine.state()) {
      case INSPECTING, TESTING, BOOTING, WIPING, RESCUING -> boot(machine, seen, now);
      case INSTALLED -> comeUp(machine, seen, now);
      default -> new Care.Wait();
    };
  }

  private static Care boot(Machine machine, Seen seen, Instant now) {
    if (seen.boots() || seen.tries() > TRIES) {
      return new Care.Wait();
    }
    Duration patience = seen.tries() > 0 ? TO_BOOT : wasSeen(machine) ? BY_ITSELF : Duration.ZERO;
    if (now.isBefore(seen.touched().orElse(machine.since()).plus(patience))) {
      return new Care.Wait();
    }
    int number = seen.tries() + 1;
    return number > TRIES
        ? new Care.GiveUp(
            TRIES
                + " times its power was given for a network boot and nothing came from "
                + machine.mac()
                + ": look at the card's cable and link, at the firmware's boot order, and whether"
                + " another DHCP server answered it",
            number)
        : new Care.Act(number == 1 ? PowerAction.NETBOOT : PowerAction.NETBOOT_OTHERWISE, number);
  }

  private static Care comeUp(Machine machine, Seen seen, Instant now) {
    boolean late = !now.isBefore(seen.touched().orElse(machine.since()).plus(TO_COME_UP));
    return seen.tries() == 0 && late ? new Care.Act(PowerAction.CYCLE, 1) : new Care.Wait();
  }

  private static boolean wasSeen(Machine machine) {
    return machine.address().isPresent() || machine.trail().last().isPresent();
  }
}
