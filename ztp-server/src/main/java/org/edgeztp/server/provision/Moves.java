package org.edgeztp.server.provision;

import java.util.List;

/**
 * Decides what to do with a step from what a look shows, and from nothing else: a server that was
 * restarted or lost the link goes on where the machine is.
 */
final class Moves {
  /**
   * Starts within one boot of the machine. What a restart ends is started again each time, until
   * the machine's time is over: a power cut says nothing about the step.
   */
  static final int STARTS = 3;

  /** How often a step may ask for a restart. */
  static final int RESTARTS = 5;

  private Moves() {}

  static List<Move> of(RunDirectory step, Glance seen) {
    if (seen.exit().isPresent()) {
      return ended(step, seen, seen.exit().getAsInt());
    }
    if (seen.running()) {
      return List.of(new Move.Follow(step.follow()));
    }
    if (seen.starts() == 0) {
      return List.of(
          new Move.Upload(step.upload()),
          new Move.Start(step.start(), 0),
          new Move.Follow(step.follow()));
    }
    if (seen.startsThisBoot() < STARTS) {
      return again(step, seen);
    }
    return List.of(
        new Move.GiveUp(
            step.collect(),
            "it was started "
                + seen.startsThisBoot()
                + " times since the machine came up and ended each time without an exit code:"
                + " something kills it"));
  }

  private static List<Move> ended(RunDirectory step, Glance seen, int exit) {
    if (Verdict.restartWish(exit).isEmpty()) {
      return List.of(new Move.Read(step.read()), new Move.Collect(step.collect(), exit));
    }
    if (seen.rebooted()) {
      return again(step, seen);
    }
    if (seen.restarting()) {
      return List.of(new Move.AwaitRestart("true"));
    }
    return seen.restarts() < RESTARTS
        ? List.of(new Move.Read(step.read()), new Move.Restart(step.restart(), exit))
        : List.of(
            new Move.Read(step.read()),
            new Move.GiveUp(
                step.collect(),
                "it wants the machine to restart again, after " + seen.restarts() + " restarts"));
  }

  private static List<Move> again(RunDirectory step, Glance seen) {
    return List.of(new Move.Start(step.start(), seen.starts()), new Move.Follow(step.follow()));
  }
}
