package org.edgeztp.server.capture;

import java.io.IOException;

/** A file that is no capture, or ends too early. The message says where. */
public final class BadCapture extends IOException {
  private static final long serialVersionUID = 1;

  BadCapture(String message) {
    super(message);
  }
}
