package org.edgeztp.server.provision;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Upkeep;
import org.edgeztp.inventory.machine.CauseCode;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.ssh.LinkLostException;
import org.edgeztp.server.ssh.Output;
import org.edgeztp.server.ssh.Remote;
import org.edgeztp.server.ssh.RemoteSession;

/**
 * The phase ADOPTING: asks a machine that runs a system of its own what it is made of. Nothing is
 * changed on it. May be used by many threads, but only by one at a time for each machine.
 */
public final class Adoption {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final int EVIDENCE = 500;

  private final Inventory inventory;
  private final Visits visits;
  private final String script;
  private final Function<String, Hardware> reader;

  /**
   * @param script prints what the machine is made of; run by sh
   * @param reader understands that, or throws with a sentence
   */
  public Adoption(
      Inventory inventory,
      Remote remote,
      ProvisionSettings settings,
      String script,
      Function<String, Hardware> reader) {
    this.inventory = inventory;
    this.script = script;
    this.reader = reader;
    visits = new Visits(inventory, remote, settings);
  }

  /**
   * Stays with the machine until it told its hardware, must not be entered, or has left its state.
   * Returns early, with the interrupt flag set, when interrupted.
   */
  public void advance(Machine machine) {
    try {
      visits
          .until(machine, Adoption::failed, this::ask)
          .ifPresent(event -> inventory.apply(machine, event));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Event> ask(RemoteSession session)
      throws LinkLostException, InterruptedException {
    var input = new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8));
    Output output = session.send(input, "sh -s", TIMEOUT);
    if (!output.succeeded()) {
      return Optional.of(failed("it does not tell its hardware: " + tail(output.stderr())));
    }
    try {
      return Optional.of(new Upkeep.Adopted(reader.apply(output.stdout())));
    } catch (RuntimeException e) {
      return Optional.of(
          failed("what it tells of its hardware is not understood: " + e.getMessage()));
    }
  }

  private static Event failed(String cause) {
    return new Event.AdoptFailed(cause, CauseCode.INSPECTION_FAILED);
  }

  private static String tail(String text) {
    String stripped = text.strip();
    return stripped.substring(Math.max(0, stripped.length() - EVIDENCE));
  }
}
