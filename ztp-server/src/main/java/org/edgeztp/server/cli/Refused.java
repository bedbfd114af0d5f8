package org.edgeztp.server.cli;

import java.io.IOException;

/** The server answered with a refusal; its message is the refusal's own sentence. */
public final class Refused extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param status of HTTP
   */
  Refused(int status, String detail) {
    super(detail);
    this.status = status;
  }

  int status() {
    return status;
  }
}
