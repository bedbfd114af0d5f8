package org.edgeztp.server.tftp;

/**
 * Where a transfer stands. Blocks are counted from 1 and never wrap here; block 0 is the OACK, so
 * that everything holds for it too.
 *
 * @param acknowledged the last block the client has; -1 while the OACK waits for its ACK
 * @param sent the last block that is under way
 * @param repeats times that the same blocks were sent again without an answer
 * @param heedFrom an ACK that says nothing new is taken as the loss of a window only when it
 *     acknowledges this block or a later one; see {@link Decision}
 */
record Progress(long acknowledged, long sent, int repeats, long heedFrom) {
  static Progress start(Terms terms) {
    return terms.accepted().isEmpty()
        ? new Progress(0, terms.windowEnd(0), 0, 0)
        : new Progress(-1, 0, 0, 0);
  }

  /** The same blocks once more. */
  Progress again(int newRepeats) {
    return new Progress(acknowledged, sent, newRepeats, sent + 1);
  }
}
