package org.edgeztp.bridge;

import java.time.Instant;
import org.edgeztp.inventory.machine.MachineId;

/** What an orchestrator is told of a machine, and asked about then. */
public sealed interface Message permits Handover, Withdrawal {
  /** The same however often the message is sent. */
  String event();

  /** When the machine came to where this is to be told. */
  Instant at();

  MachineId machine();
}
