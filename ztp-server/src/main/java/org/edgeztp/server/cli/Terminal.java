package org.edgeztp.server.cli;

import java.io.Console;
import java.io.PrintStream;

/**
 * Where lines go, and at the bottom, on a real terminal, one line that changes in place. Not for
 * several threads.
 */
public final class Terminal {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean live;
  private boolean dirty;

  Terminal(PrintStream out, boolean live) {
    this.out = out;
    this.live = live;
  }

  @SuppressWarnings("SystemConsoleNull") // its contract still allows null
  public static Terminal ofSystem() {
    Console console = System.console();
    return new Terminal(System.out, console != null && console.isTerminal());
  }

  public void line(String text) {
    out.println((dirty ? CLEAR_LINE : "") + text);
    out.flush();
    dirty = false;
  }

  /** Whether nobody reads any more, as behind {@code | head}. */
  boolean isClosed() {
    return out.checkError();
  }

  boolean isLive() {
    return live;
  }

  /** Replaces the bottom line; nothing where output is no terminal. */
  public void status(String text) {
    if (live) {
      out.print(CLEAR_LINE + text);
      out.flush();
      dirty = true;
    }
  }
}
