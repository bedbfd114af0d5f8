package org.edgeztp.bridge.webhook;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The three headers that make an HTTP request a signed webhook, as text off the wire.
 *
 * @param id the same for each sending of one event
 * @param timestamp of this sending, in seconds since 1970
 * @param signatures separated by spaces, each its scheme, a comma and base64
 */
public record SignedHeaders(String id, String timestamp, String signatures) {
  private static final String ID = "webhook-id";
  private static final String TIMESTAMP = "webhook-timestamp";
  private static final String SIGNATURE = "webhook-signature";

  /** Reads them from a request; one that is missing becomes empty, and is refused later. */
  public static SignedHeaders from(Function<String, Optional<String>> header) {
    return new SignedHeaders(
        header.apply(ID).orElse(""),
        header.apply(TIMESTAMP).orElse(""),
        header.apply(SIGNATURE).orElse(""));
  }

  Map<String, String> asMap() {
    return Map.of(ID, id, TIMESTAMP, timestamp, SIGNATURE, signatures);
  }
}
