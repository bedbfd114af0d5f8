package org.edgeztp.inventory.web;

import java.util.Map;

/**
 * What was answered to requests that carry a key (Idempotency-Key), for a day, so that a caller
 * that heard no answer may ask again and nothing is done twice. May be used by many threads.
 */
public interface AnswerMemory {
  /**
   * A request.
   *
   * @param who sends it: keys of others are other keys
   * @param fingerprint of all that it asks for
   */
  record Asked(String who, String key, String fingerprint) {}

  /** An answer. */
  record Kept(int status, String type, Map<String, String> headers, String body) {}

  /** What is known of a key. */
  sealed interface Known {
    /** Nothing so far; from now on that it was begun with. */
    record Fresh() implements Known {}

    /** It was answered. */
    record Answered(Kept answer) implements Known {}

    /** It was begun with and has no answer, or none that was kept. */
    record Begun(boolean done) implements Known {}

    /** It was sent with something else. */
    record Other() implements Known {}
  }

  /** Looks a key up, and begins with it when it is fresh: of two callers at once, one does. */
  Known begin(Asked asked);

  /** Keeps the answer. */
  void answered(Asked asked, Kept answer);

  /** It was done, and its answer is for its caller alone. */
  void done(Asked asked);

  /** Nothing was done: the key is as it was before. */
  void undone(Asked asked);
}
