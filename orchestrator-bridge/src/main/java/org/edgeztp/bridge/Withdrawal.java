package org.edgeztp.bridge;

import java.time.Instant;
import java.util.Optional;
import org.edgeztp.bridge.outbox.Delivery;
import org.edgeztp.inventory.machine.MacAddress;
import org.edgeztp.inventory.machine.Machine;
import org.edgeztp.inventory.machine.MachineId;

/**
 * That an orchestrator is to run nothing on a machine any more.
 *
 * @param reference what the orchestrator called the machine when it took it
 * @param run of the machine, in which it is drained
 */
public record Withdrawal(
    String event,
    Instant at,
    MachineId machine,
    String hostname,
    String site,
    MacAddress mac,
    Optional<String> reference,
    int run)
    implements Message {
  static Withdrawal of(Machine machine, Delivery delivery, Optional<String> reference) {
    return new Withdrawal(
        delivery.event(),
        machine.since(),
        machine.id(),
        machine.label(),
        machine.site(),
        machine.mac(),
        reference,
        machine.run());
  }
}
