package org.edgeztp.bridge.hook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.edgeztp.bridge.Backoff;
import org.edgeztp.bridge.Verdict;

/**
 * How far a webhook is, and when it is called next. A value: each change makes the next one.
 *
 * @param seq of the last entry that is behind it
 * @param next when the next call may be made
 */
record Standing(
    long seq,
    int attempts,
    Instant next,
    long delivered,
    long failed,
    Optional<HookState.Answer> answer) {
  /** Between calls to a webhook that says that it is gone (410). */
  private static final Duration GONE = Duration.ofHours(1);

  static Standing from(long seq) {
    return new Standing(seq, 0, Instant.EPOCH, 0, 0, Optional.empty());
  }

  /** It goes on behind this entry, at once. */
  Standing at(long entry) {
    return new Standing(entry, 0, Instant.EPOCH, delivered, failed, answer);
  }

  /** The next call is made at once. */
  Standing due() {
    return new Standing(seq, attempts, Instant.EPOCH, delivered, failed, answer);
  }

  /** After a call for an entry. */
  Standing after(long entry, Verdict.OnMessage verdict, Instant now, RandomGenerator random) {
    return switch (verdict) {
      case Verdict.Pending(var text, _) ->
          new Standing(entry, 0, Instant.EPOCH, delivered + 1, failed, answer(now, true, text));
      case Verdict.Refused(var why) -> vain(now, why, GONE);
      case Verdict.Unreachable(var why, var after) ->
          vain(now, why, longer(Backoff.offer(attempts + 1, random.nextDouble()), after));
    };
  }

  private Standing vain(Instant now, String why, Duration wait) {
    return new Standing(
        seq, attempts + 1, now.plus(wait), delivered, failed + 1, answer(now, false, why));
  }

  private static Optional<HookState.Answer> answer(Instant now, boolean taken, String text) {
    return Optional.of(new HookState.Answer(now, taken, text));
  }

  private static Duration longer(Duration own, Optional<Duration> told) {
    return told.filter(wait -> wait.compareTo(own) > 0).orElse(own);
  }
}
