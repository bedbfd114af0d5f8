package org.edgeztp.server.ssh;

/** Opens connections to machines. */
public interface Remote {
  /**
   * Tries once. Never waits longer than a few seconds for a machine that does not answer.
   *
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  ConnectResult connect(Target target) throws InterruptedException;
}
