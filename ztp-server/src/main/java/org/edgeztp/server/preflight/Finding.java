package org.edgeztp.server.preflight;

/**
 * What one check found.
 *
 * @param about what was looked at, in a word or two
 * @param sentence what is so; unless all is well, also what to do
 */
public record Finding(Grade grade, String about, String sentence) {
  /** How bad it is. */
  public enum Grade {
    OK,
    /** Works, or may work, but not as well as it should. */
    WARNING,
    /** Machines will not boot, or the server will not start. */
    PROBLEM
  }

  static Finding ok(String about, String sentence) {
    return new Finding(Grade.OK, about, sentence);
  }

  static Finding warning(String about, String sentence) {
    return new Finding(Grade.WARNING, about, sentence);
  }

  static Finding problem(String about, String sentence) {
    return new Finding(Grade.PROBLEM, about, sentence);
  }
}
