package org.edgeztp.server.runlog;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what is kept: boot tokens, passwords, keys. Pure. Machines write what they
 * like, so no pattern looks further than a line, and no line is longer than is worth reading.
 */
public final class Redaction {
  static final String GONE = "***";
  private static final int LINE = 4096;

  /** Each replaces its group named secret. */
  private static final List<Pattern> SECRETS =
      List.of(
          // m-0123456789.RUN.BOOT.SIGNATURE: which run it was may stay.
          Pattern.compile("m-[0-9a-z]{10}\\.[0-9]+\\.[0-9]+\\.(?<secret>[A-Za-z0-9_-]{16,})"),
          Pattern.compile("(?i)://[^\\s/:@]{1,200}:(?<secret>[^\\s/@]{1,200})@"),
          Pattern.compile("(?i)\\bauthorization: *(?:basic|bearer) +(?<secret>\\S+)"),
          Pattern.compile(
              "(?i)(?:passwd|password|passphrase|secret|api[_-]?key|token)[\\w.-]{0,40}[\"']?"
                  + " {0,4}[:=] {0,4}(?<secret>\"[^\"]*\"|'[^']*'|[^\\s,;&]+)"),
          Pattern.compile("(?i)--(?:password|token|secret) (?<secret>\\S+)"),
          // A line of a preseed file.
          Pattern.compile("(?i)password[\\w-]{0,20} password (?<secret>\\S+)"),
          // Hashes of passwords as crypt(3) writes them.
          Pattern.compile("(?<secret>\\$(?:1|5|6|7|y|2[abxy])\\$[./A-Za-z0-9$=,-]{8,})"),
          Pattern.compile("(?<secret>whsec_[A-Za-z0-9+/=]+)"));

  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN ([A-Z ]*)PRIVATE KEY-----.*?(?:-----END \\1PRIVATE KEY-----|\\z)",
          Pattern.DOTALL);

  private Redaction() {}

  /** The text without them, and without the end of its last line. */
  public static String phrase(String text) {
    return of(text).stripTrailing();
  }

  static String of(String text) {
    String clean = PRIVATE_KEY.matcher(text).replaceAll("-----PRIVATE KEY " + GONE + "-----");
    return clean.lines().map(Redaction::line).collect(joining("\n", "", "\n"));
  }

  private static String line(String text) {
    String clean = text.length() <= LINE ? text : text.substring(0, LINE) + "...";
    for (Pattern pattern : SECRETS) {
      clean = pattern.matcher(clean).replaceAll(Redaction::without);
    }
    return clean;
  }

  private static String without(MatchResult found) {
    String whole = found.group();
    return Matcher.quoteReplacement(
        whole.substring(0, found.start("secret") - found.start())
            + GONE
            + whole.substring(found.end("secret") - found.start()));
  }
}
