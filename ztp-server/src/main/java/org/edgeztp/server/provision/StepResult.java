package org.edgeztp.server.provision;

/** How a step ended. */
sealed interface StepResult {
  /** All is as it says; {@code updated} of {@code total} resources changed. */
  record Done(int updated, int total, double seconds, String client) implements StepResult {}

  /**
   * It is not, and why.
   *
   * @param resource that failed; empty when none did
   * @param place of it in its cookbook
   * @param log the last lines of what was printed
   */
  record Failed(String resource, String place, String cause, String log) implements StepResult {
    static Failed of(String cause, String log) {
      return new Failed("", "", cause, log);
    }
  }
}
