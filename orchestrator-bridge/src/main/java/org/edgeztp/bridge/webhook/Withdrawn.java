package org.edgeztp.bridge.webhook;

import java.util.Optional;
import org.edgeztp.bridge.Withdrawal;

/** The data of a withdrawal on the wire. */
record Withdrawn(
    String machine, int run, String hostname, String site, String mac, Optional<String> reference) {
  static final String TYPE = "org.edgeztp.machine.withdrawn.v1";

  static Withdrawn of(Withdrawal withdrawal) {
    return new Withdrawn(
        withdrawal.machine().value(),
        withdrawal.run(),
        withdrawal.hostname(),
        withdrawal.site(),
        withdrawal.mac().value(),
        withdrawal.reference());
  }
}
