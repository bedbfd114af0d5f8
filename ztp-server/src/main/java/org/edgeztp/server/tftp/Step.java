package org.edgeztp.server.tftp;

/** What a transfer does next. */
sealed interface Step {
  /**
   * Send these blocks, and wait.
   *
   * @param first 0 means the OACK
   */
  record Send(Progress next, long first, long last) implements Step {}

  /** Nothing; the running wait goes on. */
  record Ignore(String reason) implements Step {}

  record Finished() implements Step {}

  /** The client broke off after it had learned the size. */
  record SizeAsked() implements Step {}

  /** The client gave up and knows why. */
  record BrokenOff(String reason) implements Step {}

  /** The server gives up and tells the client why. */
  record Failed(String reason) implements Step {}
}
