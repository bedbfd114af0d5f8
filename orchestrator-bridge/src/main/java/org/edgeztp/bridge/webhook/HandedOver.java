package org.edgeztp.bridge.webhook;

import java.util.List;
import java.util.Optional;
import org.edgeztp.bridge.Evidence;
import org.edgeztp.bridge.Handover;

/** The data of a hand-over on the wire. */
record HandedOver(
    String machine,
    int run,
    String hostname,
    String site,
    String mac,
    Optional<String> serial,
    Optional<String> address,
    String profile,
    List<String> roles,
    Optional<String> hardware,
    Optional<String> hostKey,
    List<Evidence> evidence) {
  static final String TYPE = "org.edgeztp.machine.handed-over.v1";

  static HandedOver of(Handover handover) {
    return new HandedOver(
        handover.machine().value(),
        handover.run(),
        handover.hostname(),
        handover.site(),
        handover.mac().value(),
        handover.serial(),
        handover.address(),
        handover.profile(),
        handover.roles(),
        handover.hardware(),
        handover.hostKey(),
        handover.evidence());
  }
}
