package org.edgeztp.server.dhcp6;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A message to be sent: where to follows from the request. */
record Answer(Request request, MessageType type, Options options) {
  /** The URL that the client is told to boot; empty when it is told none. */
  String boots() {
    return options.get(OptionCode.BOOT_URL).map(url -> new String(url, UTF_8)).orElse("");
  }
}
