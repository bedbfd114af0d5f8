package org.edgeztp.server.jobs;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the machines of some states on: each on a virtual thread of its own, never one machine
 * twice at a time, never more than a number of them at once.
 */
public final class Phase {
  private static final Logger log = LoggerFactory.getLogger(Phase.class);

  /** A machine whose step threw is left alone for this long: the fault may be ours or passing. */
  private static final Duration REST_AFTER_FAULT = Duration.ofSeconds(10);

  /** One step of one machine. May block; ends promptly when interrupted; may be called again. */
  public interface Work {
    void advance(Machine machine) throws InterruptedException;
  }

  private final String name;
  private final Set<State> states;
  private final Work work;
  private final Semaphore room;
  private final Map<MachineId, Thread> busy = new ConcurrentHashMap<>();

  public Phase(String name, Set<State> states, int atOnce, Work work) {
    this.name = name;
    this.states = Set.copyOf(states);
    this.work = work;
    this.room = new Semaphore(atOnce);
  }

  String name() {
    return name;
  }

  boolean serves(State state) {
    return states.contains(state);
  }

  /**
   * Starts a step for every machine that waits for one and has room, but for those in maintenance.
   */
  void run(Inventory inventory) {
    for (Machine machine : inventory.inState(states)) {
      if (machine.maintenance().isEmpty() && !busy.containsKey(machine.id()) && room.tryAcquire()) {
        start(machine);
      }
    }
  }

  /** Interrupts what runs and waits for it to end. */
  void stop() throws InterruptedException {
    for (Thread thread : busy.values()) {
      thread.interrupt();
    }
    for (Thread thread : busy.values()) {
      thread.join(Duration.ofSeconds(5));
    }
  }

  private void start(Machine machine) {
    Thread thread =
        Thread.ofVirtual().name(name + "-" + machine.id()).unstarted(() -> step(machine));
    busy.put(machine.id(), thread);
    thread.start();
  }

  private void step(Machine machine) {
    try {
      work.advance(machine);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("{}: {} of {}", name, machine.state(), machine.label(), e);
      rest();
    } finally {
      busy.remove(machine.id());
      room.release();
    }
  }

  private static void rest() {
    try {
      Thread.sleep(REST_AFTER_FAULT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
