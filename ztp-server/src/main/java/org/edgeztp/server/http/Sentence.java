package org.edgeztp.server.http;

/** Text from the wire, made fit for a sentence that a person reads. */
final class Sentence {
  private static final int LONGEST = 200;

  private Sentence() {}

  static String of(String text) {
    String printable = text.replaceAll("[\\p{Cntrl}\\x80-\\x9f]+", " ").strip();
    return printable.substring(0, Math.min(LONGEST, printable.length()));
  }
}
