package org.edgeztp.server.provision;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.edgeztp.inventory.Inventory;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.lifecycle.Observation.Kind;
import org.edgeztp.inventory.lifecycle.Sign;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.server.ssh.ConnectResult;
import org.edgeztp.server.ssh.LinkLostException;
import org.edgeztp.server.ssh.Remote;
import org.edgeztp.server.ssh.RemoteSession;
import org.edgeztp.server.ssh.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes to a machine as often as it takes, until there is a result or it is no longer wanted. */
final class Visits {
  /** What is done on a machine. Starts anew after a lost link, so it must look before it acts. */
  interface Work {
    /** One round; empty asks for another. */
    Optional<Event> round(RemoteSession session) throws LinkLostException, InterruptedException;
  }

  private static final Logger log = LoggerFactory.getLogger(Visits.class);

  private final Inventory inventory;
  private final Remote remote;
  private final ProvisionSettings settings;

  Visits(Inventory inventory, Remote remote, ProvisionSettings settings) {
    this.inventory = inventory;
    this.remote = remote;
    this.settings = settings;
  }

  /** Tries once, at the address where the machine's system answers. */
  ConnectResult connect(Machine machine) throws InterruptedException {
    Machine current = inventory.find(machine.id()).orElse(machine);
    Optional<InetAddress> address = current.reachedAt();
    if (address.isEmpty()) {
      return new ConnectResult.NotYet("it has no address", false);
    }
    if (current.hostKey().isEmpty()) {
      return new ConnectResult.WrongHostKey(
          "its installation reported no host key, so nothing can prove who answers");
    }
    return remote.connect(
        new Target(
            Ipv6.text(address.get()), settings.port(), settings.user(), current.hostKey().get()));
  }

  /**
   * Repeats the work until it gives an event. A lost link or no answer means another visit after a
   * pause that doubles; only the machine's deadline ends that.
   *
   * @param refusal the event for a machine that must not or will not be entered
   * @return empty when the machine has left its state or run in the meantime
   */
  Optional<Event> until(Machine machine, Function<String, Event> refusal, Work work)
      throws InterruptedException {
    Duration pause = settings.pace().firstPause();
    boolean missed = false;
    while (wanted(machine)) {
      ConnectResult result = connect(machine);
      switch (result) {
        case ConnectResult.Connected(var session) -> {
          if (missed) {
            note(machine, "answers on SSH again", Sign.SSH_ANSWERED);
          }
          missed = false;
          try (session) {
            return rounds(machine, session, work);
          } catch (LinkLostException e) {
            log.info("{}: link lost, connecting again: {}", machine.label(), e.getMessage());
          }
        }
        case ConnectResult.WrongHostKey(var reason) -> {
          refuse(machine, reason, Sign.HOST_KEY_DIFFERS);
          return Optional.of(refusal.apply(reason));
        }
        case ConnectResult.AuthRefused(var reason) -> {
          refuse(machine, reason, Sign.LOGIN_REFUSED);
          return Optional.of(refusal.apply(reason));
        }
        case ConnectResult.NotYet notYet -> {
          log.debug("{}: no connection yet: {}", machine.label(), notYet.reason());
          if (!missed) {
            note(machine, notYet.reason(), sign(notYet));
          }
          missed = true;
        }
      }
      Thread.sleep(pause);
      pause = settings.pace().afterPause(pause);
    }
    return Optional.empty();
  }

  /** Whether the machine is still where the caller saw it. */
  boolean wanted(Machine machine) {
    return inventory
        .find(machine.id())
        .filter(now -> now.state() == machine.state() && now.run() == machine.run())
        .isPresent();
  }

  void refuse(Machine machine, String reason, Sign sign) {
    log.warn("{}: not entered: {}", machine.label(), reason);
    inventory.note(
        machine, new Observation(Kind.REFUSED, reason, Map.of("protocol", "ssh")).showing(sign));
  }

  /** What it means that nobody answered. */
  static Sign sign(ConnectResult.NotYet notYet) {
    return notYet.closed() ? Sign.SSH_CLOSED : Sign.SSH_UNANSWERED;
  }

  private void note(Machine machine, String text, Sign sign) {
    inventory.note(machine, Observation.of(Kind.SSH, text).showing(sign));
  }

  private Optional<Event> rounds(Machine machine, RemoteSession session, Work work)
      throws LinkLostException, InterruptedException {
    while (wanted(machine)) {
      Optional<Event> event = work.round(session);
      if (event.isPresent()) {
        return event;
      }
    }
    return Optional.empty();
  }
}
