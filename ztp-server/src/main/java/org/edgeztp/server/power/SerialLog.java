package org.edgeztp.server.power;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Lifecycle;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.edgeztp.server.runlog.LogKeeper;
import org.edgeztp.server.runlog.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what a machine writes to its serial port while something is done with it, as far as its
 * management controller hands that over (IPMI 2.0, chapter 15: Serial over LAN). A console that
 * somebody else has is left to them.
 */
public final class SerialLog {
  /** In these a machine's console is listened to. */
  public static final Set<State> STATES = Set.copyOf(Lifecycle.passingStates());

  private static final Logger log = LoggerFactory.getLogger(SerialLog.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration REST = Duration.ofMinutes(1);

  private final Inventory inventory;
  private final Power power;
  private final LogKeeper logs;
  private final Clock clock;

  /** Until when a machine is left alone: it has no such controller, or that does not talk. */
  private final Map<MachineId, Instant> resting = new ConcurrentHashMap<>();

  public SerialLog(Inventory inventory, Power power, LogKeeper logs, Clock clock) {
    this.inventory = inventory;
    this.power = power;
    this.logs = logs;
    this.clock = clock;
  }

  /** Listens until the machine is in none of {@link #STATES} any more. */
  public void follow(Machine machine) throws InterruptedException {
    Instant now = clock.instant();
    if (now.isBefore(resting.getOrDefault(machine.id(), now))) {
      return;
    }
    Optional<Bmc> bmc = power.bmc(machine).filter(known -> known.driver() == Bmc.Driver.IPMI);
    if (bmc.isEmpty() || !listened(machine, bmc.get())) {
      resting.values().removeIf(now::isAfter);
      resting.put(machine.id(), clock.instant().plus(REST));
    }
  }

  /** Whether it was possible to the end. */
  private boolean listened(Machine machine, Bmc bmc) throws InterruptedException {
    try (SerialSession session = SerialSession.open(bmc)) {
      Optional<Machine> present = Optional.of(machine);
      while (present.isPresent() && session.isOpen()) {
        logs.keep(present.get(), Source.SERIAL, session.read());
        Thread.sleep(LOOK);
        present = inventory.find(machine.id()).filter(now -> STATES.contains(now.state()));
      }
      if (present.isEmpty()) {
        return true;
      }
      log.info("{}: its serial console is not kept: {}", machine.label(), session.fault());
    } catch (PowerException e) {
      log.info("{}: its serial console is not kept: {}", machine.label(), e.getMessage());
    }
    return false;
  }
}
