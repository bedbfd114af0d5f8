package org.edgeztp.server.bundle;

import java.io.IOException;

/** A file that is no bundle, or none to be trusted; the message says which and what to do. */
final class BadBundle extends IOException {
  private static final long serialVersionUID = 1L;

  BadBundle(String message) {
    super(message);
  }

  BadBundle(String message, Throwable cause) {
    super(message, cause);
  }
}
