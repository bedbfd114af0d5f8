package org.edgeztp.server.artifact;

import org.edgeztp.inventory.web.Problem;

/** What became of content that was sent. */
sealed interface Received {
  /** All of it is here, and is what its hash says. */
  record Whole() implements Received {}

  /**
   * A part is here.
   *
   * @param offset of the first byte that is not
   */
  record Part(long offset) implements Received {}

  record Refused(Problem problem) implements Received {}
}
