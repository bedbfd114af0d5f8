package org.edgeztp.server.cli;

import java.io.Console;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Help.Ansi;

/**
 * What lines are printed on.
 *
 * @param width in characters, where there is an end to them
 * @param colours whether it shows them
 */
record Screen(boolean isTerminal, OptionalInt width, boolean colours) {
  /** A file or a pipe. */
  static final Screen PLAIN = new Screen(false, OptionalInt.empty(), false);

  private static final String RESET = "\u001b[0m";

  /** Of the states those that people look for. */
  private static final Map<String, String> COLOURS =
      Map.ofEntries(
          Map.entry("FAILED", "\u001b[1;31m"),
          Map.entry("IN_SERVICE", "\u001b[32m"),
          Map.entry("INSPECTING", "\u001b[33m"),
          Map.entry("TESTING", "\u001b[33m"),
          Map.entry("QUEUED", "\u001b[33m"),
          Map.entry("BOOTING", "\u001b[33m"),
          Map.entry("INSTALLING", "\u001b[33m"),
          Map.entry("INSTALLED", "\u001b[33m"),
          Map.entry("WAITING", "\u001b[33m"),
          Map.entry("CONVERGING", "\u001b[33m"),
          Map.entry("VERIFYING", "\u001b[33m"),
          Map.entry("HANDING_OFF", "\u001b[33m"),
          Map.entry("DRAINING", "\u001b[33m"),
          Map.entry("WIPING", "\u001b[33m"),
          Map.entry("RETIRED", "\u001b[2m"));

  /**
   * The standard output.
   *
   * @param columns how wide a terminal is, as the launcher says; 0 where it does not
   */
  @SuppressWarnings("SystemConsoleNull") // its contract still allows null
  static Screen ofSystem(int columns) {
    Console console = System.console();
    boolean terminal = console != null && console.isTerminal();
    return of(terminal, columns, Ansi.AUTO.enabled());
  }

  static Screen of(boolean terminal, int columns, boolean colours) {
    return terminal
        ? new Screen(true, columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty(), colours)
        : PLAIN;
  }

  /** A word in the colour that it has; any other as it is. */
  String paint(String word) {
    String colour = colours ? COLOURS.get(word) : null;
    return colour == null ? word : colour + word + RESET;
  }
}
