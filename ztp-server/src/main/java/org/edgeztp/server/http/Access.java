package org.edgeztp.server.http;

import static org.edgeztp.inventory.machine.State.BOOTING;
import static org.edgeztp.inventory.machine.State.INSPECTING;
import static org.edgeztp.inventory.machine.State.INSTALLING;
import static org.edgeztp.inventory.machine.State.QUEUED;
import static org.edgeztp.inventory.machine.State.READY;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.boot.BootToken;

/** Who may have what of a run: pure decisions over a machine and the token it shows. */
final class Access {
  /** The parts of a run, and the states in which each is given. */
  enum Part {
    KERNEL(INSPECTING, QUEUED, BOOTING),
    RAMDISK(INSPECTING, QUEUED, BOOTING),
    TASK(INSPECTING, READY, QUEUED, BOOTING),
    HARDWARE(INSPECTING),
    STARTED(BOOTING),
    IMAGE(INSTALLING),
    PROGRESS(INSTALLING),
    INSTALLED(INSTALLING),
    FAILED(INSPECTING, BOOTING, INSTALLING);

    private final Set<State> states;

    Part(State first, State... rest) {
      states = EnumSet.of(first, rest);
    }

    static Optional<Part> named(String name) {
      for (Part part : values()) {
        if (part.name().equalsIgnoreCase(name)) {
          return Optional.of(part);
        }
      }
      return Optional.empty();
    }
  }

  private Access() {}

  /** The refusal, or empty when the part is given. */
  static Optional<Refusal> refusal(
      Machine machine, BootToken token, Part part, InetAddress client) {
    if (!machine.address().filter(client::equals).isPresent()) {
      return Optional.of(
          Refusal.forbidden(
              "this boot token belongs to another machine than the one at "
                  + client.getHostAddress()));
    }
    if (token.run() != machine.run() || token.boot() != machine.boot()) {
      return Optional.of(
          Refusal.gone(
              "this boot token is stale: it is of run %d boot %d, and %s is at run %d boot %d"
                  .formatted(
                      token.run(), token.boot(), machine.label(), machine.run(), machine.boot())));
    }
    return part.states.contains(machine.state())
        ? Optional.empty()
        : Optional.of(outOfOrder(machine, part));
  }

  private static Refusal outOfOrder(Machine machine, Part part) {
    boolean startedTwice = machine.state() == INSTALLING && BOOTING_PARTS.contains(part);
    return startedTwice
        ? Refusal.conflict(
            "this boot token was used at %s by the installer that started then"
                .formatted(machine.since()))
        : Refusal.gone(
            "%s is %s and gets no %s%s"
                .formatted(
                    machine.label(),
                    machine.state(),
                    part.name().toLowerCase(java.util.Locale.ROOT),
                    machine.failure().map(failure -> ": " + failure.cause()).orElse("")));
  }

  private static final Set<Part> BOOTING_PARTS =
      EnumSet.of(Part.KERNEL, Part.RAMDISK, Part.TASK, Part.STARTED);
}
