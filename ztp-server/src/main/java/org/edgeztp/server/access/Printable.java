package org.edgeztp.server.access;

/** Text of others, made fit for a line of the log. */
final class Printable {
  private Printable() {}

  static String of(String text) {
    return text.replaceAll("[^ -~]", "?");
  }
}
