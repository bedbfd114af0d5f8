package org.edgeztp.bridge;

import java.time.Instant;

/** One line of the timeline that shows the machine is fit to be taken over. */
public record Evidence(Instant at, String text) {
  private static final int LONGEST = 240;

  public Evidence {
    text = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
  }
}
