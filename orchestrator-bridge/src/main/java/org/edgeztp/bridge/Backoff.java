package org.edgeztp.bridge;

import java.time.Duration;
import java.util.List;

/**
 * How long to wait before the next call to an orchestrator or a webhook. Pure; the one place where
 * this is decided.
 *
 * <p>Distribution: uniform over [d, 1.25 d), so that a site full of machines that became ready
 * together does not call together.
 *
 * <ul>
 *   <li>Offers, after the n-th failed attempt: d = 1, 2, 5, 10, 30 s, 1 min, then 5 min each time.
 *       The first steps suit a lab where everything starts at once; the longer steps of the
 *       Standard Webhooks schedule (30 min and more) would outlast the 30 minutes a machine may
 *       spend in HANDING_OFF.
 *   <li>Questions, by the time since the offer was taken: d = 1 s in the first 30 s, 2 s up to 2
 *       min, 10 s up to 10 min, then 30 s.
 * </ul>
 */
public final class Backoff {
  private static final double SPREAD = 0.25;
  private static final List<Duration> OFFERS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5));

  private Backoff() {}

  /**
   * The wait after an offer that was not taken.
   *
   * @param attempts offers made so far, at least 1
   * @param random in [0, 1)
   */
  public static Duration offer(int attempts, double random) {
    return spread(OFFERS.get(Math.min(attempts, OFFERS.size()) - 1), random);
  }

  /**
   * @param waited since the offer was taken
   * @param random in [0, 1)
   */
  static Duration question(Duration waited, double random) {
    long seconds = waited.toSeconds();
    int step = seconds < 30 ? 1 : seconds < 120 ? 2 : seconds < 600 ? 10 : 30;
    return spread(Duration.ofSeconds(step), random);
  }

  private static Duration spread(Duration least, double random) {
    return least.plusMillis((long) (least.toMillis() * SPREAD * random));
  }
}
