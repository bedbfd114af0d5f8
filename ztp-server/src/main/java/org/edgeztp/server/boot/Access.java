package org.edgeztp.server.boot;

import static org.edgeztp.inventory.machine.State.BOOTING;
import static org.edgeztp.inventory.machine.State.CONVERGING;
import static org.edgeztp.inventory.machine.State.INSPECTING;
import static org.edgeztp.inventory.machine.State.INSTALLED;
import static org.edgeztp.inventory.machine.State.INSTALLING;
import static org.edgeztp.inventory.machine.State.QUEUED;
import static org.edgeztp.inventory.machine.State.READY;
import static org.edgeztp.inventory.machine.State.RESCUE;
import static org.edgeztp.inventory.machine.State.RESCUING;
import static org.edgeztp.inventory.machine.State.TESTING;
import static org.edgeztp.inventory.machine.State.VERIFYING;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.State;

/** Who may have what of a run: pure decisions over a machine and the token it shows. */
public final class Access {
  /** The parts of a run. */
  public enum Part {
    KERNEL,
    RAMDISK,
    TASK,
    HARDWARE,
    /** What came of testing that. */
    TESTED,
    STARTED,
    IMAGE,
    PROGRESS,
    INSTALLED,
    FAILED,
    /** Which disks are about to be wiped. */
    WIPING,
    /** That one of them is, with how. */
    WIPED_DISK,
    /** That all are. */
    WIPED,
    /** That people can log in to its rescue system; told again and again as long as they can. */
    RESCUED,
    /** What a vendor's installer asks for by a name of its own; it may do so again and again. */
    ANSWER,
    /** A file of a vendor's installer, its kernel among them. */
    FILE,
    /** What ONIE runs. */
    INSTALLER,
    /** What the ramdisk wrote so far. */
    LOG,
    /** What the system on a switch sets itself up with, as are the next three. */
    ZTP,
    PROVISION,
    CONFIG_DB,
    SCRIPT,
    /** What it reports of that, as are the next three. */
    SECTION,
    SETUP_FAILED,
    CONVERGED,
    ACCEPTANCE;

    /**
     * The part of that name, in whatever case and with hyphens; two go by the names of their files.
     */
    public static Optional<Part> named(String name) {
      for (Part part : values()) {
        if (part.name().equalsIgnoreCase(name.replace('-', '_'))
            && part != ANSWER
            && part != FILE) {
          return Optional.of(part);
        }
      }
      return Optional.empty();
    }
  }

  private Access() {}

  /** The refusal, or empty when the part is given. */
  public static Optional<Refusal> refusal(
      Machine machine, BootToken token, Part part, InetAddress client) {
    if (!machine.isAt(client)) {
      return Optional.of(
          Refusal.forbidden(
              "this boot token belongs to another machine than the one at " + Ipv6.text(client)));
    }
    if (token.run() != machine.run() || token.boot() != machine.boot()) {
      return Optional.of(
          Refusal.gone(
              "this boot token is stale: it is of run %d boot %d, and %s is at run %d boot %d"
                  .formatted(
                      token.run(), token.boot(), machine.label(), machine.run(), machine.boot())));
    }
    return given(part).contains(machine.state())
        ? Optional.empty()
        : Optional.of(outOfOrder(machine, part));
  }

  /** The states in which a part is given. */
  private static Set<State> given(Part part) {
    return switch (part) {
      case KERNEL, RAMDISK ->
          EnumSet.of(INSPECTING, QUEUED, TESTING, BOOTING, State.WIPING, RESCUING, RESCUE);
      case TASK ->
          EnumSet.of(INSPECTING, READY, QUEUED, TESTING, BOOTING, State.WIPING, RESCUING, RESCUE);
      case HARDWARE -> EnumSet.of(INSPECTING);
      case TESTED -> EnumSet.of(TESTING);
      case STARTED -> EnumSet.of(BOOTING);
      case IMAGE, INSTALLED -> EnumSet.of(INSTALLING);
      case PROGRESS -> EnumSet.of(TESTING, INSTALLING, State.WIPING);
      case WIPING, WIPED_DISK, WIPED -> EnumSet.of(State.WIPING);
      case RESCUED -> EnumSet.of(RESCUING, RESCUE);
      case ANSWER, FILE -> EnumSet.of(BOOTING, INSTALLING);
      case FAILED ->
          EnumSet.of(INSPECTING, TESTING, BOOTING, INSTALLING, State.WIPING, RESCUING, RESCUE);
      case LOG ->
          EnumSet.of(
              INSPECTING,
              READY,
              QUEUED,
              TESTING,
              BOOTING,
              INSTALLING,
              State.WIPING,
              RESCUING,
              RESCUE);
      case INSTALLER -> EnumSet.of(INSPECTING, READY, QUEUED, BOOTING);
      case ZTP, PROVISION, CONFIG_DB, SCRIPT -> EnumSet.of(INSTALLED, CONVERGING, VERIFYING);
      case SECTION, CONVERGED -> EnumSet.of(CONVERGING, VERIFYING);
      case SETUP_FAILED -> EnumSet.of(CONVERGING);
      case ACCEPTANCE -> EnumSet.of(VERIFYING);
    };
  }

  private static Refusal outOfOrder(Machine machine, Part part) {
    boolean startedTwice = machine.state() == INSTALLING && given(part).contains(BOOTING);
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
}
