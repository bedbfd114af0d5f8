package org.edgeztp.server.ssh;

import java.io.InputStream;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * An open connection to one machine, for one thread at a time. Commands run in the login shell of
 * the user, without a terminal.
 *
 * <p>Every method throws {@link LinkLostException} when the connection ends before the command
 * does: the command may then run on or not.
 */
public interface RemoteSession extends AutoCloseable {
  /** How following a command ended. */
  enum End {
    /** The command ended and all its lines were delivered. */
    FINISHED,
    /** No line came for the given time; the command was let go. */
    SILENT
  }

  /**
   * Runs a command to its end, with empty standard input.
   *
   * @param timeout afterwards the command is let go and the output has exit code {@link
   *     Output#TIMED_OUT}
   */
  Output run(String command, Duration timeout) throws LinkLostException, InterruptedException;

  /** Runs a command to its end with the content as its standard input. */
  Output send(InputStream content, String command, Duration timeout)
      throws LinkLostException, InterruptedException;

  /**
   * Runs a command and hands over each line of its standard output as it comes, on the calling
   * thread. A last line without its line feed is not delivered.
   *
   * @param idle how long to wait for a line
   */
  End follow(String command, Consumer<String> line, Duration idle)
      throws LinkLostException, InterruptedException;

  @Override
  void close();
}
