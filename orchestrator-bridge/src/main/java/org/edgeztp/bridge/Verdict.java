package org.edgeztp.bridge;

import java.time.Duration;
import java.util.Optional;

/** What an orchestrator says of a machine. Only an observation can be a confirmation. */
public sealed interface Verdict {
  /** The verdicts there can be on an offer: taking the message is not taking the machine. */
  sealed interface OnOffer extends Verdict {}

  /**
   * It has the offer and has not decided.
   *
   * @param why one phrase for a person
   * @param after the earliest time to ask again, if it named one
   */
  record Pending(String why, Optional<Duration> after) implements OnOffer {}

  /**
   * It runs the machine.
   *
   * @param reference what it calls the machine
   */
  record Confirmed(String reference) implements Verdict {}

  /** It knows nothing of the machine: the offer was lost, and is made again. */
  record Unknown(String why) implements Verdict {}

  /** It will not take the machine; asking again is of no use. */
  record Refused(String why) implements OnOffer {}

  /**
   * No usable answer: no connection, no time, or an answer that is neither yes nor no.
   *
   * @param after the earliest time to try again, if it named one
   */
  record Unreachable(String why, Optional<Duration> after) implements OnOffer {}
}
