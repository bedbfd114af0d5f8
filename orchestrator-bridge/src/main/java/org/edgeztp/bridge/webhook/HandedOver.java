package org.edgeztp.bridge.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.edgeztp.bridge.Evidence;
import org.edgeztp.bridge.Handover;
import tools.jackson.databind.json.JsonMapper;

/**
 * A hand-over on the wire: a CloudEvent (CloudEvents 1.0, structured JSON). The names here are the
 * contract; a change that breaks a reader is a new type.
 */
record HandedOver(
    String specversion,
    String id,
    URI source,
    String type,
    String subject,
    Instant time,
    String datacontenttype,
    Data data) {
  static final String MEDIA_TYPE = "application/cloudevents+json";
  static final String TYPE = "org.edgeztp.machine.handed-over.v1";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  record Data(
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
      List<Evidence> evidence) {}

  static HandedOver of(Handover handover, URI source) {
    return new HandedOver(
        "1.0",
        handover.event(),
        source,
        TYPE,
        handover.machine().value(),
        handover.at(),
        "application/json",
        new Data(
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
            handover.evidence()));
  }

  byte[] toJson() {
    return JSON.writeValueAsBytes(this);
  }
}
