package org.edgeztp.server.provision;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Sign;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.runlog.LogKeeper;
import org.edgeztp.server.ssh.ConnectResult;
import org.edgeztp.server.ssh.Remote;

/**
 * The phase from an installed operating system to converged roles: INSTALLED and CONVERGING.
 *
 * <p>May be used by many threads, but only by one at a time for each machine. Everything it does
 * may be done again: the machine itself shows how far it is.
 */
public final class Convergence {
  /** Installed machines that are tried at the same time. */
  private static final int TRIES = 100;

  private final Inventory inventory;
  private final ProvisionSettings settings;
  private final LogKeeper logs;
  private final Durations durations;
  private final Clock clock;
  private final Visits visits;
  private final Carrier carrier;
  private final Relations relations;
  private final Turns turns;

  /** Fair, so that many which do not answer keep nobody from being tried. */
  private final Semaphore tries = new Semaphore(TRIES, true);

  /**
   * @param relations what machines have to do with each other
   * @param turns says when a machine's turn has come
   * @param logs keeps what the converge prints
   * @param durations learns how long each role takes
   * @param clock measures how long a step says nothing
   */
  public Convergence(
      Inventory inventory,
      Remote remote,
      ProvisionSettings settings,
      Relations relations,
      Turns turns,
      LogKeeper logs,
      Durations durations,
      Clock clock) {
    this.inventory = inventory;
    this.logs = logs;
    this.settings = settings;
    this.relations = relations;
    this.turns = turns;
    this.durations = durations;
    this.clock = clock;
    carrier = new Carrier(settings);
    visits = new Visits(inventory, remote, settings);
  }

  /**
   * Takes the machine on from where it is. An installed machine is tried once; a converging one is
   * stayed with until its roles have converged, failed, or its state ends, which may take as long
   * as its profile allows. Returns early, with the interrupt flag set, when interrupted. A machine
   * in any other state is left alone, as is one whose system sets itself up.
   */
  public void advance(Machine machine) {
    if (inventory.profileOf(machine).flatMap(Profile::ztp).isPresent()) {
      return;
    }
    try {
      if (machine.state() == State.INSTALLED) {
        reach(machine);
      } else if (machine.state() == State.CONVERGING) {
        converge(machine);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void reach(Machine machine) throws InterruptedException {
    tries.acquire();
    try {
      tryOnce(machine);
    } finally {
      tries.release();
    }
  }

  private void tryOnce(Machine machine) throws InterruptedException {
    switch (visits.connect(machine)) {
      case ConnectResult.NotYet notYet -> missed(machine, notYet.reason(), Visits.sign(notYet));
      case ConnectResult.Connected(var session) -> {
        session.close();
        relations.installed(machine);
        turns.arrived(machine);
      }
      case ConnectResult.WrongHostKey(var reason) -> refuse(machine, reason, Sign.HOST_KEY_DIFFERS);
      case ConnectResult.AuthRefused(var reason) -> refuse(machine, reason, Sign.LOGIN_REFUSED);
    }
  }

  /** It is tried every second: told is only what is unlike the time before. */
  private void missed(Machine machine, String reason, Sign sign) {
    boolean told =
        inventory
            .last(machine, Observation.Kind.SSH)
            .filter(entry -> !entry.at().isBefore(machine.since()))
            .flatMap(Entry::sign)
            .filter(sign::equals)
            .isPresent();
    if (!told) {
      inventory.note(
          machine,
          Observation.of(Observation.Kind.SSH, "does not answer yet: " + reason).showing(sign));
    }
  }

  private void refuse(Machine machine, String reason, Sign sign) {
    visits.refuse(machine, reason, sign);
    inventory.apply(machine, new Event.ConnectRefused(reason));
  }

  private void converge(Machine machine) throws InterruptedException {
    Optional<Profile> profile = inventory.profileOf(machine);
    if (profile.isEmpty()) {
      inventory.apply(machine, failed("its profile is not configured any more"));
      return;
    }
    Plan plan;
    try {
      plan = Plan.of(profile.get(), new Cookbooks(settings.cookbooks()));
    } catch (IOException e) {
      inventory.apply(machine, failed(String.valueOf(e.getMessage())));
      return;
    }
    var journal = new Journal(inventory, logs, machine);
    var run =
        new ConvergeRun(
            settings, journal, machine, profile.get(), plan, carrier, relations, durations, clock);
    visits
        .until(machine, Convergence::failed, run)
        .ifPresent(event -> inventory.apply(machine, event));
  }

  private static Event failed(String cause) {
    return new Event.ConvergeFailed("", "", cause, "");
  }
}
