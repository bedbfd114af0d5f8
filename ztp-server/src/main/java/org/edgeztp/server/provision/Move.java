package org.edgeztp.server.provision;

/** One thing to do on a machine to take a step further, with the command that does it. */
sealed interface Move {
  String command();

  /** Carries the cookbooks, the push and the node's attributes there. */
  record Upload(String command) implements Move {}

  /**
   * Starts the step, detached.
   *
   * @param before how often it was started already
   */
  record Start(String command, int before) implements Move {}

  /** Listens to the step until it ends or falls silent. */
  record Follow(String command) implements Move {}

  /** Reads what the step told, to the end. */
  record Read(String command) implements Move {}

  /** Ends the step with its exit code. */
  record Collect(String command, int exit) implements Move {}

  /** Has the machine restart, as the step asked for with its exit code. */
  record Restart(String command, int exit) implements Move {}

  /** Lets the machine go down. */
  record AwaitRestart(String command) implements Move {}

  /** Ends the step as failed. */
  record GiveUp(String command, String cause) implements Move {}
}
