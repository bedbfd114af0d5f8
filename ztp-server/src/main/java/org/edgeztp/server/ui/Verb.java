package org.edgeztp.server.ui;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a person may ask of a machine, as the buttons say it. The API's verbs do it. */
enum Verb {
  RETRY("Retry", "Tries again from where it failed."),
  INSPECT("Inspect", "Boots the ramdisk that reports what the machine is made of."),
  TEST("Test", "Tests its hardware at its next network boot; nothing is written to its disks."),
  ASSIGN("Assign a profile", "Says what it becomes; it is installed at its next network boot."),
  ADOPT("Adopt", "Takes it on with the system that runs on it; its disks stay as they are."),
  RECONVERGE("Reconverge", "Converges its roles again; its disks stay as they are."),
  UNRESCUE("Leave rescue", "Restarts it; it is then where it was before."),
  MAINTENANCE_ON("Begin maintenance", "Nothing is done to it by itself while people work on it."),
  MAINTENANCE_OFF("End maintenance", "What it was waiting for has its whole time again."),
  REDISCOVER("Take back", "It is discovered again, as if it were new."),
  DRAIN("Drain", "Its orchestrator moves away what it runs on it."),
  RESCUE("Rescue", "Boots a ramdisk that people log in to; its disks are left alone."),
  ABORT("Stop", "Stops what is going on with it."),
  RETIRE("Retire", "It is not ours any more and boots its own disk."),
  REDEPLOY("Redeploy", "Installs it anew: what is on its root disk is lost."),
  RELEASE("Release and wipe", "Its orchestrator lets it go, then its disks are wiped."),
  WIPE("Wipe", "Wipes its disks at its next network boot.");

  /** What a verb is told beside its machine. */
  enum Input {
    PROFILE,
    REASON,
    /** Which disks, and labels of what may go beside the machine's own installation. */
    DISKS,
    /** Without a word to the orchestrator. */
    FORCE,
    /** By which its system is known, and where that answers. */
    HOST_KEY
  }

  private static final Set<Verb> DESTROYING = Set.of(REDEPLOY, RELEASE, WIPE);

  private final String label;
  private final String effect;

  Verb(String label, String effect) {
    this.label = label;
    this.effect = effect;
  }

  static Optional<Verb> named(String key) {
    return Arrays.stream(values()).filter(verb -> verb.key().equals(key)).findFirst();
  }

  /** As the API calls it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String label() {
    return label;
  }

  public String effect() {
    return effect;
  }

  boolean takes(Input input) {
    return switch (input) {
      case PROFILE -> this == ASSIGN || this == REDEPLOY || this == ADOPT;
      case REASON -> this == MAINTENANCE_ON;
      case DISKS -> this == WIPE || this == RELEASE;
      case FORCE -> this == RELEASE;
      case HOST_KEY -> this == ADOPT;
    };
  }

  /** Whether something is lost by it that nobody can bring back. */
  public boolean isDestroying() {
    return DESTROYING.contains(this);
  }
}
