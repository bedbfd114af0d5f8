package org.edgeztp.bridge.hook;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a webhook is.
 *
 * @param seq of the last entry that it has taken or passes over
 * @param waiting entries that it is still to be sent, counted to {@value Sender#MOST_COUNTED}
 * @param oldest when the first of these was
 * @param attempts calls in vain for that one
 * @param next when it is called again, where a call was in vain
 * @param delivered events that it took since the server started
 * @param failed calls in vain since then
 * @param answer to the last call since then
 */
public record HookState(
    Hook hook,
    long seq,
    int waiting,
    Optional<Instant> oldest,
    int attempts,
    Optional<Instant> next,
    long delivered,
    long failed,
    Optional<Answer> answer) {
  /**
   * What became of a call.
   *
   * @param text one phrase for a person
   */
  public record Answer(Instant at, boolean taken, String text) {}
}
