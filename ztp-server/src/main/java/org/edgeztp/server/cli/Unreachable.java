package org.edgeztp.server.cli;

import java.io.IOException;

/** No server answered, or none that is trusted. */
final class Unreachable extends IOException {
  private static final long serialVersionUID = 1L;

  Unreachable(String message) {
    super(message);
  }

  Unreachable(String message, IOException cause) {
    super(message, cause);
  }
}
