package org.edgeztp.server.provision;

/** One thing to do on a machine, with the command that does it. */
sealed interface Step {
  String command();

  /** Carries the cookbooks, the push and the node's attributes there. */
  record Upload(String command) implements Step {}

  /** Starts the converge, detached. */
  record Start(String command) implements Step {}

  /** Listens to the converge until it ends or falls silent. */
  record Follow(String command) implements Step {}

  /** Reads what the converge told, to the end. */
  record Read(String command) implements Step {}

  /** Ends the run with the converge's exit code. */
  record Collect(String command, int exit) implements Step {}

  /** Ends the run as failed. */
  record GiveUp(String command, String cause) implements Step {}
}
