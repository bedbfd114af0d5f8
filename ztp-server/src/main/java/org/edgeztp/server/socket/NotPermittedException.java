package org.edgeztp.server.socket;

import java.io.IOException;
import java.io.Serial;

/** This process has no right to what it asked of the kernel: EPERM or EACCES. */
public final class NotPermittedException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  NotPermittedException(String message) {
    super(message);
  }
}
