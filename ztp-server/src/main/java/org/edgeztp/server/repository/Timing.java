package org.edgeztp.server.repository;

import java.time.Duration;

/**
 * How patient the mirror is. Together the waits for one answer stay below the 30 s after which apt
 * gives up, so that a stale index still arrives in time.
 *
 * @param fresh how long an index is served without asking the upstream again
 * @param connect to the upstream
 * @param answer from the request to the upstream's headers
 * @param stall between two blocks of a body
 * @param pause before a broken body is resumed
 * @param outage how long known indexes are served stale at once after the upstream failed, so that
 *     the dozen files of one {@code apt-get update} do not each wait for it
 */
record Timing(
    Duration fresh,
    Duration connect,
    Duration answer,
    Duration stall,
    Duration pause,
    Duration outage) {
  static final Timing USUAL =
      new Timing(
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(20),
          Duration.ofSeconds(1),
          Duration.ofSeconds(10));
}
