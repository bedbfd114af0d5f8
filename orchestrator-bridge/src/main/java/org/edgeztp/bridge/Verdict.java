package org.edgeztp.bridge;

import java.time.Duration;
import java.util.Optional;

/** What an orchestrator says of a machine. Only an observation can be a confirmation. */
public sealed interface Verdict {
  /** The verdicts there can be on a message: taking it is not doing what it wants. */
  sealed interface OnMessage extends Verdict {}

  /**
   * It has the message and has not decided.
   *
   * @param why one phrase for a person
   * @param after the earliest time to ask again, if it named one
   */
  record Pending(String why, Optional<Duration> after) implements OnMessage {}

  /**
   * It runs the machine, or nothing on it any more, as the message wants.
   *
   * @param reference what it calls the machine, or how it let it go
   */
  record Confirmed(String reference) implements Verdict {}

  /** It knows nothing of the machine: the message was lost, and is sent again. */
  record Unknown(String why) implements Verdict {}

  /** It will not do it; asking again is of no use. */
  record Refused(String why) implements OnMessage {}

  /**
   * No usable answer: no connection, no time, or an answer that is neither yes nor no.
   *
   * @param after the earliest time to try again, if it named one
   */
  record Unreachable(String why, Optional<Duration> after) implements OnMessage {}
}
