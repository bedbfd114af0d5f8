package org.edgeztp.server.ssh;

/**
 * What a command left behind.
 *
 * @param exit its exit code, or {@link #TIMED_OUT}
 * @param stdout the last 64 KiB of it, as UTF-8
 * @param stderr likewise
 */
public record Output(int exit, String stdout, String stderr) {
  /** Exit code of a command that ran out of time: the one that timeout(1) uses. */
  public static final int TIMED_OUT = 124;

  public boolean succeeded() {
    return exit == 0;
  }
}
