package org.edgeztp.server.provision;

import java.util.List;

/**
 * Decides what to do with a converge from what a look shows, and from nothing else: a server that
 * was restarted or lost the link goes on where the machine is.
 */
final class Plan {
  /** The first start, and two more for a machine that reboots in the middle. */
  static final int STARTS = 3;

  private Plan() {}

  static List<Step> of(RunDirectory run, Glance seen) {
    if (seen.exit().isPresent()) {
      return List.of(
          new Step.Read(run.read()), new Step.Collect(run.collect(), seen.exit().getAsInt()));
    }
    if (seen.running()) {
      return List.of(new Step.Follow(run.follow()));
    }
    if (seen.starts() == 0) {
      return List.of(
          new Step.Upload(run.upload()),
          new Step.Start(run.start()),
          new Step.Follow(run.follow()));
    }
    if (seen.starts() < STARTS) {
      return List.of(new Step.Start(run.start()), new Step.Follow(run.follow()));
    }
    return List.of(
        new Step.GiveUp(
            run.collect(),
            "the converge was started "
                + seen.starts()
                + " times and ended each time without an exit code: the machine reboots in the"
                + " middle, or something kills it"));
  }
}
