package org.edgeztp.bridge;

import java.util.Optional;
import org.edgeztp.bridge.outbox.Delivery;
import org.edgeztp.inventory.machine.Machine;

/**
 * A machine that its orchestrator is to take, or to let go, and has not yet.
 *
 * @param orchestrator as the machine's profile names it; empty when its profile is gone
 * @param delivery how far that got; empty before the first call
 */
public record Pending(Machine machine, String orchestrator, Optional<Delivery> delivery) {}
