package org.edgeztp.inventory.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Of Server-Sent Events: whether they go on, and a comment now and then where there are none, so
 * that neither side takes the other for gone. For one stream and its thread.
 */
public final class Pulse {
  /** How long a stream waits for events at a time: whose token was revoked is told no more. */
  public static final long TICK_SECONDS = 1;

  private static final int TICKS = 15;
  private static final byte[] COMMENT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

  private final OutputStream out;
  private int quiet;

  public Pulse(OutputStream out) {
    this.out = out;
  }

  /** Whether who asked may be told more. */
  public boolean goesOn() {
    return Caller.isAdmitted();
  }

  /** Events were written: has them sent. */
  public void told() throws IOException {
    quiet = 0;
    out.flush();
  }

  /** There was none for a tick. */
  public void quiet() throws IOException {
    quiet++;
    if (quiet == TICKS) {
      beat();
    }
  }

  /** Says that the stream is there. */
  public void beat() throws IOException {
    out.write(COMMENT);
    told();
  }
}
