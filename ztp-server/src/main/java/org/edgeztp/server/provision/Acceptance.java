package org.edgeztp.server.provision;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.Profile;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.ssh.Remote;

/**
 * The phase VERIFYING: the server's own checks, then those of the roles' cookbooks, in order, until
 * one fails or all have passed.
 *
 * <p>May be used by many threads, but only by one at a time for each machine. The checks only read,
 * so all of it may be done again.
 */
public final class Acceptance {
  private final Inventory inventory;
  private final ProvisionSettings settings;
  private final Clock clock;
  private final Visits visits;

  /**
   * @param clock what the machines' clocks are compared with
   */
  public Acceptance(Inventory inventory, Remote remote, ProvisionSettings settings, Clock clock) {
    this.inventory = inventory;
    this.settings = settings;
    this.clock = clock;
    visits = new Visits(inventory, remote, settings);
  }

  /**
   * Stays with a machine that is VERIFYING until its checks are done or its state ends, and leaves
   * any other alone, as well as one whose system sets itself up and reports. Returns early, with
   * the interrupt flag set, when interrupted.
   */
  public void advance(Machine machine) {
    if (machine.state() != State.VERIFYING
        || inventory.profileOf(machine).flatMap(Profile::ztp).isPresent()) {
      return;
    }
    try {
      verify(machine).ifPresent(event -> inventory.apply(machine, event));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Event> verify(Machine machine) throws InterruptedException {
    List<Check> checks = new ArrayList<>(ServerChecks.of(machine));
    try {
      List<String> roles = inventory.profileOf(machine).map(Profile::roles).orElse(List.of());
      checks.addAll(RoleChecks.of(new Cookbooks(settings.cookbooks()), roles));
    } catch (IOException e) {
      return Optional.of(new Event.AcceptanceFailed("checks", String.valueOf(e.getMessage())));
    }
    var inspection = new Inspection(inventory, settings.pace(), clock, machine, checks);
    return visits.until(
        machine, cause -> new Event.AcceptanceFailed("connection", cause), inspection);
  }
}
