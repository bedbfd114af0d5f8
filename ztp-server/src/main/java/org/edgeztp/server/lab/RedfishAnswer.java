package org.edgeztp.server.lab;

import java.util.List;
import java.util.Map;

/**
 * What a Redfish service answers.
 *
 * @param body empty for no content
 */
record RedfishAnswer(int status, Map<String, String> headers, Map<String, Object> body) {
  static final RedfishAnswer DONE = new RedfishAnswer(204, Map.of(), Map.of());

  static RedfishAnswer of(Map<String, Object> body) {
    return new RedfishAnswer(200, Map.of(), body);
  }

  RedfishAnswer with(String header, String value) {
    return new RedfishAnswer(status, Map.of(header, value), body);
  }

  /**
   * An error (DSP0266, 8.6).
   *
   * @param id of the message in the registry Base (DSP8011), for example {@code ResourceInUse}
   */
  static RedfishAnswer error(int status, String id, String message) {
    String code = "Base.1.8." + id;
    Map<String, Object> info =
        Map.of(
            "@odata.type",
            "#Message.v1_1_1.Message",
            "MessageId",
            code,
            "Message",
            message,
            "Severity",
            "Warning",
            "Resolution",
            "None.");
    return new RedfishAnswer(
        status,
        Map.of(),
        Map.of(
            "error",
            Map.of(
                "code",
                code,
                "message",
                "See @Message.ExtendedInfo.",
                "@Message.ExtendedInfo",
                List.of(info))));
  }
}
