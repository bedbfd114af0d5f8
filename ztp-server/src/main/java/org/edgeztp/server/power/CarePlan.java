package org.edgeztp.server.power;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.machine.Machine;

/** When a machine's power is touched without anybody asking: the decision alone. */
final class CarePlan {
  /** A ramdisk that waits for work, or a machine that resets itself, shows itself within this. */
  static final Duration BY_ITSELF = Duration.ofSeconds(30);

  /**
   * Large servers test their memory for minutes before they ask the network. Three tries have to
   * fit into the quarter of an hour that most states have.
   */
  static final Duration TO_BOOT = Duration.ofMinutes(5);

  /** A system is up within this, its firmware's tests included. */
  static final Duration TO_COME_UP = Duration.ofMinutes(8);

  /** A controller that does not let go of its CD is asked again after this, so often per state. */
  static final Duration TO_EJECT = Duration.ofMinutes(1);

  private static final int EJECTS = 3;

  private CarePlan() {}

  /**
   * What was seen of a machine since it entered its state.
   *
   * @param boots when it last asked for or fetched anything to boot
   * @param tries how often the server touched its power
   * @param touched when anybody last did
   * @param booting whether that was to have it boot
   * @param medium about the CD in its controller's virtual drive; empty when it has none of ours
   */
  record Seen(
      Optional<Instant> boots,
      int tries,
      Optional<Instant> touched,
      boolean booting,
      Optional<Medium> medium) {}

  /**
   * The CD in a virtual drive.
   *
   * @param since when it was put in, or last asked for in vain
   * @param ejects how often it was asked for in vain since the machine entered its state
   */
  record Medium(Instant since, int ejects) {}

  sealed interface Care {
    record Wait() implements Care {}

    /**
     * Touches its power.
     *
     * @param number of the try, from 1
     */
    record Act(PowerAction action, int number) implements Care {}

    /**
     * Takes the CD out.
     *
     * @param number of the try, from 1
     */
    record Eject(int number) implements Care {}

    record GiveUp(String why, int number) implements Care {}
  }

  /**
   * What is to be done now.
   *
   * @param ways to have the machine boot what this server serves, in the order they are tried
   */
  static Care decide(Machine machine, Seen seen, List<PowerAction> ways, Instant now) {
    Optional<Medium> out =
        seen.medium()
            .filter(medium -> medium.ejects() < EJECTS && isDoneWith(medium, machine, seen));
    if (out.isPresent()) {
      return eject(out.get(), now);
    }
    return switch (machine.state()) {
      case INSPECTING, TESTING, BOOTING, WIPING, RESCUING -> boot(machine, seen, ways, now);
      case INSTALLED -> comeUp(machine, seen, now);
      default -> new Care.Wait();
    };
  }

  /** iPXE runs from memory: once it fetched something, nobody reads the CD any more. */
  private static boolean isDoneWith(Medium medium, Machine machine, Seen seen) {
    boolean booted =
        medium.ejects() > 0 || seen.boots().filter(medium.since()::isBefore).isPresent();
    return switch (machine.state()) {
      case INSTALLING, INSTALLED -> true;
      case READY, RESCUE, FAILED -> booted || medium.since().isBefore(machine.since());
      default -> booted;
    };
  }

  private static Care eject(Medium medium, Instant now) {
    boolean due = medium.ejects() == 0 || !now.isBefore(medium.since().plus(TO_EJECT));
    return due ? new Care.Eject(medium.ejects() + 1) : new Care.Wait();
  }

  private static Care boot(Machine machine, Seen seen, List<PowerAction> ways, Instant now) {
    int tries = ways.size();
    if (seen.boots().isPresent() || seen.tries() > tries) {
      return new Care.Wait();
    }
    Duration patience = seen.booting() ? TO_BOOT : wasSeen(machine) ? BY_ITSELF : Duration.ZERO;
    if (now.isBefore(seen.touched().orElse(machine.since()).plus(patience))) {
      return new Care.Wait();
    }
    int number = seen.tries() + 1;
    return number > tries
        ? new Care.GiveUp(
            "%d times its power was given for a network boot%s and nothing came from %s: look at the card's"
                    .formatted(
                        tries,
                        ways.contains(PowerAction.BOOT_MEDIA) ? ", the last time from a CD," : "",
                        machine.mac())
                + " cable and link, at the firmware's boot order, and whether another DHCP server"
                + " answered it",
            number)
        : new Care.Act(ways.get(seen.tries()), number);
  }

  private static Care comeUp(Machine machine, Seen seen, Instant now) {
    boolean late = !now.isBefore(seen.touched().orElse(machine.since()).plus(TO_COME_UP));
    return seen.tries() == 0 && late ? new Care.Act(PowerAction.CYCLE, 1) : new Care.Wait();
  }

  private static boolean wasSeen(Machine machine) {
    return machine.address().isPresent() || machine.trail().last().isPresent();
  }
}
