package org.edgeztp.bridge.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import org.edgeztp.bridge.Handover;
import org.edgeztp.bridge.Message;
import org.edgeztp.bridge.Withdrawal;
import org.edgeztp.inventory.machine.MachineId;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message on the wire: a CloudEvent (CloudEvents 1.0, structured JSON). The names here and in the
 * data are the contract; a change that breaks a reader is a new type.
 */
public record CloudEvent(
    String specversion,
    String id,
    URI source,
    String type,
    String subject,
    Instant time,
    String datacontenttype,
    Object data) {
  static final String MEDIA_TYPE = "application/cloudevents+json";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  static CloudEvent of(Message message, URI source) {
    return switch (message) {
      case Handover handover -> of(message, source, HandedOver.TYPE, HandedOver.of(handover));
      case Withdrawal withdrawal -> of(message, source, Withdrawn.TYPE, Withdrawn.of(withdrawal));
    };
  }

  private static CloudEvent of(Message message, URI source, String type, Object data) {
    return of(message.event(), source, type, message.machine(), message.at(), data);
  }

  /** One of a machine. */
  public static CloudEvent of(
      String id, URI source, String type, MachineId machine, Instant time, Object data) {
    return new CloudEvent("1.0", id, source, type, machine.value(), time, "application/json", data);
  }

  byte[] toJson() {
    return JSON.writeValueAsBytes(this);
  }
}
