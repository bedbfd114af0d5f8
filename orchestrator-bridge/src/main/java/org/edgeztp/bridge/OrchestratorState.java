package org.edgeztp.bridge;

import java.time.Instant;
import java.util.Optional;

/**
 * How an orchestrator is.
 *
 * @param url where it is told, without secrets
 * @param waiting machines that it has not decided on, of those who asks may see
 * @param oldest since when the one that waits longest does
 * @param answer to the last call since the server started; of all machines, so not for who may not
 *     see all
 */
public record OrchestratorState(
    String name, String url, int waiting, Optional<Instant> oldest, Optional<Answer> answer) {
  /**
   * What it said.
   *
   * @param text one phrase for a person
   */
  public record Answer(Instant at, String text) {
    static Answer of(Instant at, Verdict verdict) {
      return new Answer(
          at,
          switch (verdict) {
            case Verdict.Pending(var why, _) -> why;
            case Verdict.Confirmed(var reference) -> "confirmed it: " + reference;
            case Verdict.Unknown(var why) -> why;
            case Verdict.Refused(var why) -> why;
            case Verdict.Unreachable(var why, _) -> why;
          });
    }
  }
}
