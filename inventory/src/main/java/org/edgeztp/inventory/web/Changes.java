package org.edgeztp.inventory.web;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lets a change through as long as what it changes is what its caller saw (If-Match, RFC 9110,
 * section 13.1.1). Changes to one place are made one after the other, so nobody comes between the
 * look and the change.
 */
final class Changes {
  /** Names the ETags that a change is for. */
  static final String IF_MATCH = "If-Match";

  private static final int LOCKS = 64;

  private final List<ReentrantLock> locks =
      IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toList();

  /** Looks or changes, and answers. */
  interface Doing {
    Reply reply() throws InterruptedException;
  }

  /**
   * Makes the change.
   *
   * @param place whose changes wait for each other
   * @param wanted the ETags that the caller would change, as the header lists them
   * @param look what is there now
   */
  Reply reply(String place, Optional<String> wanted, Doing look, Doing change)
      throws InterruptedException {
    ReentrantLock lock = locks.get(Math.floorMod(place.hashCode(), LOCKS));
    lock.lockInterruptibly();
    try {
      Optional<Problem> refusal =
          wanted.isEmpty() ? Optional.empty() : refusal(wanted.get(), look.reply());
      return refusal.isPresent() ? Replies.of(refusal.get()) : change.reply();
    } finally {
      lock.unlock();
    }
  }

  /** Refuses a change to what is not as its caller saw it. */
  static Problem changed() {
    return new Problem(
        Problem.Code.CHANGED, "it is not what the ETag in If-Match was given for any more");
  }

  /** Refuses a condition that would mean nothing, so that nobody relies on it. */
  static Problem unheld() {
    return new Problem(
        Problem.Code.BAD_REQUEST,
        "there is no ETag here that If-Match could be held against: leave the header out",
        Optional.of(IF_MATCH));
  }

  private static Optional<Problem> refusal(String wanted, Reply present) {
    if (!present.isGood()) {
      return Optional.of(changed());
    }
    Optional<String> tag = Optional.ofNullable(present.headers().get("ETag"));
    if (wanted.equals("*")) {
      return Optional.empty();
    }
    return tag.isEmpty()
        ? Optional.of(unheld())
        : Stream.of(wanted.split(",", -1)).map(String::strip).anyMatch(tag.get()::equals)
            ? Optional.empty()
            : Optional.of(changed());
  }
}
