package org.edgeztp.server.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads messages as they are in the field: RFC 5424, RFC 3164, and what BusyBox and old routers
 * make of the latter, with or without priority, time, host and tag. Every datagram is some message.
 */
final class SyslogCodec {
  private static final int LONGEST_TEXT = 1024;
  private static final Pattern PRIORITY = Pattern.compile("<\\d{1,3}>");

  /**
   * Version, time, host, application, process, message id, and structured data. That is taken
   * possessively: else the pattern calls itself for each character of it, until the stack is full.
   */
  private static final Pattern RFC_5424 =
      Pattern.compile(
          "1 \\S+ \\S+ (\\S+) \\S+ \\S+ (?:-|(?:\\[(?:[^\\]\\\\]|\\\\.)*+\\])++)(?: \uFEFF?(.*))?",
          Pattern.DOTALL);

  private static final Pattern TIME_3164 =
      Pattern.compile("[A-Z][a-z]{2} [ \\d]\\d \\d{2}:\\d{2}:\\d{2} ");

  /** A tag, after the name of a host or not. */
  private static final Pattern TAG =
      Pattern.compile(
          "(?:\\S{1,255} )??([\\w./-]{1,48})(?:\\[\\d{1,10}\\])?: ?(.*)", Pattern.DOTALL);

  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;?]{0,16}[A-Za-z]");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f\uFFFD]+");

  private SyslogCodec() {}

  /** Never throws, whatever the bytes are. */
  static SyslogLine decode(byte[] packet, int length) {
    String message = new String(packet, 0, length, UTF_8);
    Matcher priority = PRIORITY.matcher(message);
    String rest = priority.lookingAt() ? message.substring(priority.end()) : message;
    Matcher structured = RFC_5424.matcher(rest);
    if (structured.matches()) {
      String tag = structured.group(1);
      String text = structured.group(2);
      return line(tag.equals("-") ? "" : tag, text == null ? "" : text);
    }
    Matcher time = TIME_3164.matcher(rest);
    String untimed = time.lookingAt() ? rest.substring(time.end()) : rest;
    Matcher tagged = TAG.matcher(untimed);
    return tagged.matches() ? line(tagged.group(1), tagged.group(2)) : line("", untimed);
  }

  private static SyslogLine line(String tag, String text) {
    return new SyslogLine(clean(tag), clean(text));
  }

  /** A terminal's colours go as whole sequences, every other control character as a blank. */
  private static String clean(String text) {
    String plain = CONTROL.matcher(COLOUR.matcher(text).replaceAll("")).replaceAll(" ").strip();
    return plain.length() <= LONGEST_TEXT ? plain : cut(plain).strip();
  }

  /** A character of two units is not cut in halves. */
  private static String cut(String text) {
    boolean within = Character.isHighSurrogate(text.charAt(LONGEST_TEXT - 1));
    return text.substring(0, within ? LONGEST_TEXT - 1 : LONGEST_TEXT);
  }
}
