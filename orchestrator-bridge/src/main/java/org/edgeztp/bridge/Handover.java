package org.edgeztp.bridge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.edgeztp.bridge.outbox.Delivery;
import org.edgeztp.inventory.lifecycle.Entry;
import org.edgeztp.inventory.lifecycle.Event;
import org.edgeztp.inventory.lifecycle.Observation;
import org.edgeztp.inventory.machine.Hardware;
import org.edgeztp.inventory.machine.Ipv6;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;
import org.edgeztp.inventory.machine.Profile;

/**
 * Everything an orchestrator is told of a machine.
 *
 * @param event the id of this hand-over, the same however often it is offered
 * @param at when the machine was ready to be handed over
 * @param address where it answers on SSH
 * @param hardware its hardware in one line
 * @param hostKey its SSH host key, in authorized-keys form
 * @param run which of the machine's attempts to get into service this is
 * @param evidence the acceptance checks it passed, oldest first, at most {@value #MOST_EVIDENCE}
 */
public record Handover(
    String event,
    Instant at,
    MachineId machine,
    String hostname,
    String site,
    MacAddress mac,
    Optional<String> serial,
    Optional<String> address,
    String profile,
    List<String> roles,
    Optional<String> hardware,
    Optional<String> hostKey,
    int run,
    List<Evidence> evidence)
    implements Message {
  private static final int MOST_EVIDENCE = 40;
  private static final String CHECK = Observation.Kind.CHECK.label();
  private static final String ACCEPTED = Event.Accepted.class.getSimpleName();

  public Handover {
    roles = List.copyOf(roles);
    evidence = List.copyOf(evidence);
  }

  /**
   * Gathers what is to be told.
   *
   * @param since the machine's timeline from the start of its acceptance on
   */
  static Handover of(Machine machine, Profile profile, Delivery delivery, List<Entry> since) {
    Predicate<Entry> evident = entry -> entry.kind().equals(CHECK) || entry.kind().equals(ACCEPTED);
    return new Handover(
        delivery.event(),
        machine.since(),
        machine.id(),
        machine.label(),
        machine.site(),
        machine.mac(),
        machine.serial(),
        machine.reachedAt().map(Ipv6::text),
        profile.name(),
        profile.roles(),
        machine.hardware().map(Hardware::summary),
        machine.hostKey(),
        machine.run(),
        since.stream()
            .filter(evident)
            .limit(MOST_EVIDENCE)
            .map(entry -> new Evidence(entry.at(), entry.text()))
            .toList());
  }
}
