package org.edgeztp.server.ssh;

/** What became of an attempt to connect. Each reason is one sentence for a person. */
public sealed interface ConnectResult {
  /** The session is the caller's to close. */
  record Connected(RemoteSession session) implements ConnectResult {}

  /**
   * No answer, or none to the end: it may answer later.
   *
   * @param closed whether the machine is there and nothing listens on the port
   */
  record NotYet(String reason, boolean closed) implements ConnectResult {}

  /** Something answers, but not with the pinned host key; the reason names both fingerprints. */
  record WrongHostKey(String reason) implements ConnectResult {}

  /** The right machine answers and does not take the operator key. */
  record AuthRefused(String reason) implements ConnectResult {}
}
